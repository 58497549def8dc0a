/** A mail that is ready to go to one recipient. */
interface OutgoingMail extends MailContent {
  /** The outbox id: the same at every attempt, so that a provider can recognise a repetition. */
  id: string;
  to: string;
}

export interface MailContent {
  subject: string;
  html: string;
  text: string;
}

/** Hands mail to a provider. */
export interface MailSender {
  readonly name: "resend" | "smtp";
  /** For how many hours after the first attempt a repeated id reaches the recipient only once; 0: not at all. */
  readonly repeatableForHours: number;
  /**
   * @param stopping gives up a mail that was not handed over yet; one that was is waited for
   * @returns the provider's id of the accepted mail
   * @throws TransientMailError, PermanentMailError or UncertainMailError
   */
  send(mail: OutgoingMail, stopping?: AbortSignal): Promise<{ messageId: string }>;
}

/** Not accepted for now; another attempt is in order. */
export class TransientMailError extends Error {
  override readonly name = "TransientMailError";
  /** True when the answer was lost, so that the provider may have accepted the mail after all. */
  readonly mayHaveArrived: boolean;

  constructor(message: string, { mayHaveArrived }: { mayHaveArrived: boolean }) {
    super(message);
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** Refused for good: this mail will not be accepted at any later time either. */
export class PermanentMailError extends Error {
  override readonly name = "PermanentMailError";
}

/** Perhaps accepted, and nobody can tell: another attempt could reach the recipient twice. */
export class UncertainMailError extends Error {
  override readonly name = "UncertainMailError";
}
