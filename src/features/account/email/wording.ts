import type { AccountNoticePayload, EmailChangePayload } from "@/features/account/email/payload";
import { oneLine } from "@/libs/mail/one-line";

/** A mail about an account, as headings and sentences. */
export interface AccountMail {
  subject: string;
  heading: string;
  paragraphs: string[];
  footer: string;
}

const toOwner =
  "AESTrak sends this to the address of your account, so that nothing happens to it behind your back.";

/** The mail that proves a new address: who holds its link holds the mailbox. */
export function emailChangeWords({ oldEmail, newEmail }: EmailChangePayload): AccountMail {
  return {
    subject: "Confirm your new e-mail address for AESTrak",
    heading: "Confirm your new address",
    paragraphs: [
      `The AESTrak account of ${oneLine(oldEmail)} is to have the address ${oneLine(newEmail)}.`,
      "Open the link on a device where you are logged in, or log in with the old address first. It works once, within one hour; until then nothing changes.",
    ],
    footer: "If you do not know why you receive this, do nothing: without this link nothing changes.",
  };
}

/** The mail by which somebody sets their account up: who holds its link holds the mailbox. */
export const signUpWords: AccountMail = {
  subject: "Set up your AESTrak account",
  heading: "Set up your account",
  paragraphs: [
    "Somebody signed up for AESTrak with this address. Open the link to choose a password; then the account and its organization are set up.",
    "The link works once, within one hour.",
  ],
  footer: "If it was not you, do nothing: without this link there is no account.",
};

/** The mail by which an account's owner replaces a forgotten password. */
export const passwordResetWords: AccountMail = {
  subject: "Choose a new password for AESTrak",
  heading: "Choose a new password",
  paragraphs: [
    "Somebody asked to reset the password of your AESTrak account. Open the link to choose a new one.",
    "The link works once, within one hour. Until then your present password stays.",
  ],
  footer: "If it was not you, do nothing: your password stays as it is.",
};

/** The mails that only tell. */
export function noticeWords(payload: AccountNoticePayload): AccountMail {
  switch (payload.notice) {
    case "email_change_requested":
      return {
        subject: "Your AESTrak account is to have another e-mail address",
        heading: "Another address for your account",
        paragraphs: [
          `Somebody who is logged in to your account, and entered its password, asked to change its address to ${oneLine(payload.newEmail)}. It counts once that mailbox has confirmed it.`,
          "If it was not you: log in, choose another password and withdraw the change under Settings, Account.",
        ],
        footer: toOwner,
      };
    case "email_changed":
      return {
        subject: "Your AESTrak account has another e-mail address",
        heading: "The address of your account is changed",
        paragraphs: [
          `Your account has the address ${oneLine(payload.newEmail)} from now on. This one no longer logs in, and receives no more mail about it.`,
          "If it was not you, tell an admin of your organization at once: they can deactivate the account.",
        ],
        footer: toOwner,
      };
    case "email_taken":
      return {
        subject: "Your e-mail address was entered for another AESTrak account",
        heading: "This address has an account already",
        paragraphs: [
          "Somebody asked to give this address to their AESTrak account. It belongs to an account of its own, so nothing was changed and they were not told.",
          "If it was you: log in with this address, or delete its account first.",
        ],
        footer: toOwner,
      };
    case "second_factor_added":
      return {
        subject: "Your AESTrak account asks for a second factor now",
        heading: "A second factor was set up",
        paragraphs: [
          "Somebody who was logged in to your account and entered its password set up a passkey or an authenticator app. It is asked for at every login from now on, and all other devices were logged out.",
          "If it was not you: reset your password at once by the link on the login page, and tell the operator of your installation, who can remove it.",
        ],
        footer: toOwner,
      };
    case "second_factor_removed":
      return {
        subject: "A second factor of your AESTrak account is removed",
        heading: "A second factor is removed",
        paragraphs: [
          "Somebody who had just shown a second factor and entered your password removed a passkey or an authenticator app. If it was your only one, the password alone logs in from now on.",
          "If it was not you: change your password at once, and look at what is left under Settings, Security.",
        ],
        footer: toOwner,
      };
    case "second_factor_reset":
      return {
        subject: "A recovery code of your AESTrak account was used",
        heading: "A recovery code was used",
        paragraphs: [
          "Somebody who knows your password logged in with one of your recovery codes. Your passkeys and authenticator apps were removed, all other devices were logged out, and a new one has to be set up before anything opens.",
          "If it was not you: reset your password at once by the link on the login page, and tell an admin of your organization.",
        ],
        footer: toOwner,
      };
    case "second_factors_reset":
      return {
        subject: "The second factors of your AESTrak account were removed",
        heading: "Your second factors are removed",
        paragraphs: [
          "The operator of your installation removed your passkeys, authenticator apps and recovery codes, and logged all your devices out. Your password logs in from now on; set another second factor up under Settings, Security.",
          "If you did not ask for it: tell the operator and an admin of your organization.",
        ],
        footer: toOwner,
      };
    case "password_changed":
      return {
        subject: "The password of your AESTrak account is changed",
        heading: "Your password is changed",
        paragraphs: [
          "Your account has a new password from now on, and your other devices are logged out.",
          "If it was not you: choose “Forgot your password?” where you log in, and tell an admin of your organization.",
        ],
        footer: toOwner,
      };
    case "sign_up_again":
      return {
        subject: "You have an AESTrak account already",
        heading: "You have an account already",
        paragraphs: [
          "Somebody signed up for AESTrak with this address, which has an account. Nothing was changed.",
          "If it was you: log in, or choose “Forgot your password?” where you log in. To set up another organization, log in and make it there.",
        ],
        footer: toOwner,
      };
    case "account_deleted":
      return {
        subject: "Your AESTrak account is deleted",
        heading: "Your account is deleted",
        paragraphs: [
          "You no longer have an AESTrak account with this address. What you did stays in the records of your organizations, without your name.",
          "If it was not you, tell an admin of your organization at once. You can sign up with this address again at any time.",
        ],
        footer: "This is the last mail that AESTrak sends about this account.",
      };
  }
}
