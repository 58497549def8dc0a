import "server-only";
import { Resend } from "resend";
import type { ErrorResponse } from "resend";
import { PermanentMailError, TransientMailError, UncertainMailError } from "@/libs/mail/sender";
import type { MailSender } from "@/libs/mail/sender";

/** Longer than Resend ever takes for one mail, shorter than the time an attempt is given. */
const timeoutMs = 30_000;

/** Faults of the installation, not of the mail: once the key is mended, the mail can go. */
const keyFaults = new Set(["missing_api_key", "invalid_api_key", "restricted_api_key"]);

/** Sends through Resend's API. `from` is a full sender, as in "Name <address>". */
export function resendSender(options: { apiKey: string; baseUrl?: string; from: string }): MailSender {
  const client = new Resend(options.apiKey, { baseUrl: options.baseUrl?.replace(/\/+$/, "") });
  return {
    name: "resend",
    // Resend keeps an idempotency key for 24 hours; the last hour is left for clocks and slow requests.
    repeatableForHours: 23,
    async send({ id, to, subject, html, text }) {
      const { data, error } = await client.emails.send(
        { from: options.from, to, subject, html, text, headers: { "Auto-Submitted": "auto-generated" } },
        { idempotencyKey: id, signal: AbortSignal.timeout(timeoutMs) },
      );
      if (error) throw refusal(error);
      return { messageId: data.id };
    },
  };
}

function refusal({ name, message, statusCode }: ErrorResponse): Error {
  const text = `${statusCode ?? "no answer"} ${name}: ${message}`;
  // The key is known with another content: an earlier attempt was taken, by an earlier version of the template.
  if (name === "invalid_idempotent_request") return new UncertainMailError(text);
  if (name === "concurrent_idempotent_requests" || statusCode === null || statusCode >= 500)
    return new TransientMailError(text, { mayHaveArrived: true });
  if (statusCode === 408 || statusCode === 429 || keyFaults.has(name))
    return new TransientMailError(text, { mayHaveArrived: false });
  return new PermanentMailError(text);
}
