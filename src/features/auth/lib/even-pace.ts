/**
 * How long an answer takes at least, in milliseconds, that must not tell known accounts from unknown ones: longer than
 * the Auth server needs to check a password.
 */
export const evenPace = 1500;

/** The same for answers that only write down what is to be mailed, or not. */
export const evenMailPace = 300;
