// The gateway in a process of its own, so that whatever ends it costs a second, and nobody else.
import nodemailer from "nodemailer";
import { isOnThisMachine } from "../src/libs/own-machine";
import { surviveLostSessions } from "../src/libs/survive-lost-sessions";
import { type GatewayOptions, startGateway } from "./gateway";

export interface GatewaySettings extends Omit<GatewayOptions, "email"> {
  mail: { MAIL_FROM: string; SMTP_URL: string };
}

surviveLostSessions();
process.once("message", ({ mail, ...options }: GatewaySettings) => void serve(mail, options));
process.on("SIGINT", () => {
  // Ctrl-C goes to the whole group; the supervisor ends its children in order.
});

async function serve(mail: GatewaySettings["mail"], options: Omit<GatewaySettings, "mail">): Promise<void> {
  try {
    const gateway = await startGateway({ ...options, email: await authMailDriver(mail) });
    process.once("SIGTERM", () => {
      void gateway.stop().finally(() => process.exit(0));
    });
    process.send?.({ ready: true });
  } catch (error) {
    process.send?.({ error: (error as Error).message }, () => process.exit(1));
  }
}

async function authMailDriver(mail: GatewaySettings["mail"]): Promise<GatewayOptions["email"]> {
  if (process.env.RESEND_API_KEY) {
    const { ResendEmailDriver } = await import("@supabase/lite");
    return new ResendEmailDriver({ apiKey: process.env.RESEND_API_KEY, from: mail.MAIL_FROM });
  }
  const transport = nodemailer.createTransport({
    url: mail.SMTP_URL,
    requireTLS: !isOnThisMachine(mail.SMTP_URL),
  });
  return {
    async send(message: { to: string; subject: string; text?: string; html?: string }) {
      await transport.sendMail({ from: mail.MAIL_FROM, ...message });
    },
  };
}
