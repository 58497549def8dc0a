/**
 * How long an answer takes at least, in milliseconds, that must not tell known accounts from unknown ones: longer than
 * the Auth server needs to check a password or to send a mail.
 */
export const evenPace = 1500;
