import type { Sql } from "@/libs/database";
import { logger } from "@/libs/logger";
import { answerWithin, hangsAfter } from "@/libs/lost-session";
import { claimNext, maxAttempts, queueOperatorMail, setAside, settle } from "@/libs/mail/outbox";
import type { ClaimedMail, MailOutcome } from "@/libs/mail/outbox";
import { PermanentMailError, TransientMailError, UncertainMailError } from "@/libs/mail/sender";
import type { MailContent, MailSender } from "@/libs/mail/sender";

interface DispatchOptions {
  /** Makes the mail out of an outbox row, the same from the same row at every attempt. */
  render(mail: Pick<ClaimedMail, "kind" | "payload" | "secret">): Promise<MailContent>;
  /** The address that learns of mail which could not be delivered; nobody when left out. */
  operator?: string;
  /** Ends the round before the next mail; one that was not handed over yet is given back. */
  signal?: AbortSignal;
}

/** How many mails of a round met which end. */
type Counts = Record<"sent" | "retry" | "failed" | "uncertain", number>;

export interface DispatchReport extends Counts {
  /** Whether the round ended because it was long enough, so that more may be due. */
  isFull: boolean;
}

/** Mails of one round: between two, the worker looks for those that nobody should receive any more. */
const mostInRound = 25;

/** So many in a row that could not be handed over mean that the provider is away: the rest wait for the next round. */
const givesUpAfter = 3;

/**
 * Sends every mail of the outbox that is due, one after another; safe to run in several processes at once.
 * A mail reaches its recipient once: each is marked before it is handed over, and one whose answer was lost is
 * repeated only where the provider recognises the repetition; otherwise it ends as `uncertain`.
 */
export async function dispatchMail(
  sql: Sql,
  sender: MailSender,
  options: DispatchOptions,
): Promise<DispatchReport> {
  const report: DispatchReport = { sent: 0, retry: 0, failed: 0, uncertain: 0, isFull: false };
  const count = async (id: string, status: keyof Counts) => {
    report[status] += 1;
    if (options.operator && (status === "failed" || status === "uncertain"))
      await answerWithin(hangsAfter, queueOperatorMail(sql, id, options.operator));
  };

  for (const { id, status } of await answerWithin(hangsAfter, setAside(sql, sender))) await count(id, status);
  let unreached = 0;
  for (let tried = 0; unreached < givesUpAfter && !options.signal?.aborted; tried += 1) {
    report.isFull = tried === mostInRound;
    if (report.isFull) break;
    // Each mail is claimed by itself and marked as soon as its answer came. Only the database's answers are timed: a
    // mail server may take its time.
    const mail = await answerWithin(hangsAfter, claimNext(sql, sender));
    if (!mail) break;
    const outcome = withinAttempts(mail, await attempt(mail, sender, options));
    await answerWithin(hangsAfter, settle(sql, mail, outcome));
    if (outcome.status !== "sent")
      logger.warn(
        { email: mail.id, kind: mail.kind, attempt: mail.attempts, outcome: outcome.status },
        "mail not sent",
      );
    await count(mail.id, outcome.status);
    unreached = outcome.status === "retry" ? unreached + 1 : 0;
  }
  return report;
}

async function attempt(
  mail: ClaimedMail,
  sender: MailSender,
  options: DispatchOptions,
): Promise<MailOutcome> {
  let content: MailContent;
  try {
    content = await options.render(mail);
  } catch (error) {
    return { status: "failed", reason: `The mail could not be made: ${messageOf(error)}` };
  }
  try {
    const { messageId } = await sender.send({ id: mail.id, to: mail.recipient, ...content }, options.signal);
    return { status: "sent", messageId };
  } catch (error) {
    const reason = messageOf(error);
    if (error instanceof PermanentMailError) return { status: "failed", reason };
    if (error instanceof UncertainMailError) return { status: "uncertain", reason };
    // An error of no known kind says nothing about whether the mail was accepted.
    const outstanding = error instanceof TransientMailError ? error.mayHaveArrived : true;
    if (outstanding && sender.repeatableForHours === 0) return { status: "uncertain", reason };
    return { status: "retry", reason, outstanding };
  }
}

function withinAttempts(mail: ClaimedMail, outcome: MailOutcome): MailOutcome {
  if (outcome.status !== "retry" || mail.attempts < maxAttempts) return outcome;
  return { status: outcome.outstanding ? "uncertain" : "failed", reason: outcome.reason };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
