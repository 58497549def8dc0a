const reasons = {
  used: "It was accepted already; each link works once. If that was you, log in.",
  withdrawn: "It was withdrawn. If you think that this was a mistake, ask whoever invited you for a new one.",
  expired: "It is more than seven days old. Ask whoever invited you to send it again.",
  unknown:
    "Its link is incomplete, or a newer mail took its place. Copy the whole address from the newest mail, or ask whoever invited you to send it again.",
} as const;

/** Why an invitation doesn't work, and what to do. */
export function UnusableInvitation({ standing }: { standing: keyof typeof reasons }) {
  return <p className="text-muted-foreground">{reasons[standing]}</p>;
}
