const words: Readonly<Record<string, string>> = {
  "user.signed_in": "Logged in",
  "user.signed_out": "Logged out",
  "user.sign_in_failed": "An attempt to log in was refused",
  "user.session_ended": "Another device was logged out",
  "user.sessions_ended": "All other devices were logged out",
  "user.signed_up": "The account was set up by a mailed link",
  "user.password_reset": "A new password was chosen by a mailed link",
  "user.password_changed": "The password was changed",
  "user.second_factor_added": "A second factor was set up",
  "user.second_factor_removed": "A second factor was removed",
  "user.recovery_codes_replaced": "New recovery codes were made",
  "user.recovery_code_used": "A recovery code was used, which removed all second factors",
  "user.second_factors_reset": "The operator removed all second factors",
};

/** What happened to an account, in words. An action without words of its own is told by its name. */
export function securityEventWords(action: string): string {
  const named = words[action];
  if (named) return named;
  const plain = action.replace(/^user\./, "").replaceAll("_", " ");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** Whether its owner should look twice when it wasn't them. */
export function isRefusal(action: string): boolean {
  return action.endsWith("_failed");
}
