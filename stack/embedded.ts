import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import nodemailer from "nodemailer";
import { isOnThisMachine } from "../src/libs/own-machine";
import { keepPostgres } from "./children";
import { bootstrapDatabase } from "./database-bootstrap";
import { startGateway } from "./gateway";
import { freePort, loadSecrets } from "./installation";
import { startMailCatcher } from "./mail-catcher";
import { migrate } from "./migrations";
import { superuser } from "./postgres";
import { postgresHome } from "./postgres-home";

export interface EmbeddedServices {
  /** What the web server and the worker need to know to use these services. */
  environment: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Starts the embedded database, gateway and mail catcher on loopback, applying pending migrations.
 * @param say is told each step in a few words
 */
export async function startEmbeddedServices(
  directory: string,
  siteUrl: string,
  say: (step: string) => void,
  lost: () => void,
): Promise<EmbeddedServices> {
  const secrets = loadSecrets(directory);
  const logs = join(directory, "logs");
  const files = join(directory, "files");
  for (const folder of [logs, files]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ports = await choosePorts(directory);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.reverse()) await end();
  };

  try {
    say("Starting PostgreSQL");
    const home = postgresHome(directory);
    const database = await keepPostgres(
      {
        home,
        port: ports.database,
        superuserPassword: secrets.superuserPassword,
        logFile: join(logs, "postgres.log"),
      },
      lost,
    );
    stops.push(() => database.stop());
    const url = (user: string, password: string) =>
      `postgres://${user}:${password}@127.0.0.1:${ports.database}/postgres`;
    await bootstrapDatabase(url(superuser, secrets.superuserPassword), secrets);
    const ownerUrl = url("postgres", secrets.ownerPassword);
    const applied = await migrate(ownerUrl);
    if (applied > 0) say(`Applied ${applied} migrations`);

    const custom = process.env.SMTP_URL || process.env.RESEND_API_KEY;
    if (!custom) {
      const catcher = await startMailCatcher({ smtp: ports.smtp, inbox: ports.inbox });
      stops.push(() => catcher.stop());
    }
    const mail = {
      MAIL_FROM: process.env.MAIL_FROM || "AESTrak <alerts@aestrak.local>",
      SMTP_URL: process.env.SMTP_URL || (process.env.RESEND_API_KEY ? "" : `smtp://127.0.0.1:${ports.smtp}`),
      AESTRAK_INBOX_URL: custom ? "" : `http://127.0.0.1:${ports.inbox}`,
    };

    say("Starting the gateway");
    const gateway = await startGateway({
      port: ports.gateway,
      databaseUrl: url("authenticator", secrets.gatewayPassword),
      secrets,
      siteUrl,
      email: await authMailDriver(mail),
    });
    stops.push(() => gateway.stop());

    return {
      stop,
      environment: {
        NEXT_PUBLIC_SUPABASE_URL: `http://127.0.0.1:${ports.gateway}`,
        NEXT_PUBLIC_SUPABASE_ANON_KEY: secrets.publishableKey,
        SUPABASE_SERVICE_ROLE_KEY: secrets.secretKey,
        DATABASE_URL: ownerUrl,
        AESTRAK_SITE_URL: siteUrl,
        AESTRAK_FILE_DIRECTORY: files,
        ...mail,
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The ports of the last run where they are free, so that addresses (the inbox's, say) stay the same. */
async function choosePorts(directory: string) {
  const names = ["database", "gateway", "smtp", "inbox"] as const;
  let last: Partial<Record<(typeof names)[number], number>> = {};
  try {
    last = JSON.parse(readFileSync(join(directory, "ports.json"), "utf8")) as typeof last;
  } catch {
    // The first start.
  }
  const ports = { database: 0, gateway: 0, smtp: 0, inbox: 0 };
  for (const name of names) ports[name] = await freePort(last[name]);
  const { writeFileSync } = await import("node:fs");
  writeFileSync(join(directory, "ports.json"), JSON.stringify(ports));
  return ports;
}

async function authMailDriver(mail: { MAIL_FROM: string; SMTP_URL: string }) {
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
