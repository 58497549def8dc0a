import "server-only";
import { Readable } from "node:stream";
import nodemailer from "nodemailer";
import { PermanentMailError, TransientMailError, UncertainMailError } from "@/libs/mail/sender";
import type { MailSender } from "@/libs/mail/sender";
import { isOnThisMachine } from "@/libs/own-machine";

const seconds = (count: number) => count * 1000;
/** Milliseconds that handing over one mail may take, however steadily the server says something; well below the lease. */
const longest = seconds(120);

/** Sends over SMTP. `url` is smtp:// or smtps://, `from` a full sender, as in "Name <address>". */
export function smtpSender(options: { url: string; from: string }): MailSender {
  const domain = /@([^>\s]+)>?\s*$/.exec(options.from)?.[1] ?? "localhost";
  return {
    name: "smtp",
    repeatableForHours: 0,
    async send({ id, to, subject, html, text }, stopping) {
      const transport = nodemailer.createTransport({
        url: options.url,
        // Else a server in between, or in its place, could ask for mail and credentials in the clear.
        requireTLS: !isOnThisMachine(options.url),
        connectionTimeout: seconds(15),
        greetingTimeout: seconds(15),
        socketTimeout: seconds(60),
      });
      let contentTaken = false;
      let isGivenUp = false;
      const givenUp = Promise.withResolvers<never>();
      const giveUp = (why: string) => {
        isGivenUp = true;
        givenUp.reject(new Error(why));
      };
      const stop = () => {
        if (!contentTaken) giveUp("AESTrak was stopped before the mail was handed over.");
      };
      const deadline = setTimeout(
        () => giveUp(`The mail server took longer than ${longest / 1000} seconds.`),
        longest,
      );
      transport.use("stream", (mail, done) => {
        // Nothing reads this stream before the server has asked for the content.
        mail.message.processFunc((content) =>
          Readable.from(
            (async function* () {
              // A mail that counts as not handed over must not be handed over after all.
              if (isGivenUp) throw new Error("The mail was given up.");
              contentTaken = true;
              yield* content;
            })(),
            { objectMode: false },
          ),
        );
        done();
      });
      try {
        stopping?.addEventListener("abort", stop);
        if (stopping?.aborted) stop();
        const sending = transport.sendMail({
          from: options.from,
          to: { name: "", address: to },
          subject,
          html,
          text,
          messageId: `<${id}@${domain}>`,
          headers: { "Auto-Submitted": "auto-generated" },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        const { messageId } = await Promise.race([sending, givenUp.promise]);
        return { messageId };
      } catch (error) {
        throw refusal(error as SmtpFailure, contentTaken);
      } finally {
        clearTimeout(deadline);
        stopping?.removeEventListener("abort", stop);
        transport.close();
      }
    },
  };
}

type SmtpFailure = Error & { code?: string; command?: string; responseCode?: number };

const aboutTheMail = new Set(["MAIL FROM", "RCPT TO", "DATA"]);
/** The server wants other credentials: a fault of the installation, not of the mail. */
const credentialFaults = new Set([530, 534, 535, 538]);

function refusal({ message, code, command, responseCode }: SmtpFailure, contentTaken: boolean): Error {
  if (responseCode) {
    // A failure reply is an answer: the server has not taken the mail, whenever it comes.
    const final =
      responseCode >= 500 && aboutTheMail.has(command ?? "") && !credentialFaults.has(responseCode);
    return final
      ? new PermanentMailError(message)
      : new TransientMailError(message, { mayHaveArrived: false });
  }
  if (contentTaken) return new UncertainMailError(message);
  if (code === "EENVELOPE" || code === "EMESSAGE") return new PermanentMailError(message);
  return new TransientMailError(message, { mayHaveArrived: false });
}
