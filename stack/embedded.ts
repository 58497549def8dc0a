import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isSessionLost } from "../src/libs/lost-session";
import { type Child, keepRunning } from "./children";
import { bootstrapDatabase } from "./database-bootstrap";
import type { GatewaySettings } from "./gateway-process";
import { freePort, loadSecrets, writePrivately } from "./installation";
import { startMailCatcher } from "./mail-catcher";
import { migrate } from "./migrations";
import type { PostgresOptions } from "./postgres";
import { postgresHome, superuser } from "./postgres-home";

export interface EmbeddedServices {
  /** What the web server and the worker need to know to use these services. */
  environment: Record<string, string>;
  /** Ends them in order. @param by when it is done by force, in milliseconds since 1970 */
  stop(by: number): Promise<void>;
  /** Ends them by force, at once; the next start recovers. */
  kill(): void;
}

interface Reports {
  /** Is told each step in a few words. */
  say(step: string): void;
  /** Is told that a part ended by itself; it is started again. */
  onExit(name: string): void;
  /** Is given what ends the services, before any of them is started. */
  onStart(services: Pick<EmbeddedServices, "stop" | "kill">): void;
}

/** Milliseconds in which a database that was lost while it was being prepared has to be back. */
const patience = 30_000;

/** Starts the embedded database, gateway and mail catcher on loopback, applying pending migrations. */
export async function startEmbeddedServices(
  directory: string,
  siteUrl: string,
  { say, onExit, onStart }: Reports,
): Promise<EmbeddedServices> {
  const secrets = loadSecrets(directory);
  const logs = join(directory, "logs");
  const files = join(directory, "files");
  for (const folder of [logs, files]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ports = await choosePorts(directory);
  const children: Child[] = [];
  let catcher: { stop(): Promise<void> } | undefined;
  const services = {
    async stop(by: number) {
      await catcher?.stop();
      for (const child of children.toReversed()) await child.stop(by);
    },
    kill: () => children.forEach((child) => child.kill()),
  };
  onStart(services);
  const keep = async (name: string, program: string, logFile: string, message: object) => {
    const options = { environment: process.env, typescript: true, logFile: join(logs, logFile), onExit };
    const endsByChannel = program === "postgres-keeper.ts";
    const child = keepRunning(name, join(import.meta.dirname, program), {
      ...options,
      message,
      endsByChannel,
    });
    children.push(child);
    await child.ready;
  };

  say("Starting PostgreSQL");
  const home = postgresHome(directory);
  await keep("database", "postgres-keeper.ts", "postgres.log", {
    home,
    port: ports.database,
    superuserPassword: secrets.superuserPassword,
    logFile: join(logs, "postgres.log"),
  } satisfies PostgresOptions);
  const url = (user: string, password: string) =>
    `postgres://${user}:${password}@127.0.0.1:${ports.database}/postgres`;
  const ownerUrl = url("postgres", secrets.ownerPassword);
  const applied = await whileLost(async () => {
    await bootstrapDatabase(url(superuser, secrets.superuserPassword), secrets);
    return migrate(ownerUrl);
  });
  if (applied > 0) say(`Applied ${applied} migrations`);

  const custom = process.env.SMTP_URL || process.env.RESEND_API_KEY;
  if (!custom) catcher = await startMailCatcher({ smtp: ports.smtp, inbox: ports.inbox });
  const mail = {
    MAIL_FROM: process.env.MAIL_FROM || "AESTrak <alerts@aestrak.local>",
    SMTP_URL: process.env.SMTP_URL || (process.env.RESEND_API_KEY ? "" : `smtp://127.0.0.1:${ports.smtp}`),
    AESTRAK_INBOX_URL: custom ? "" : `http://127.0.0.1:${ports.inbox}`,
  };

  say("Starting the gateway");
  // No password of a role that is not its own.
  const { jwtSecret, publishableKey, secretKey } = secrets;
  await keep("gateway", "gateway-process.ts", "gateway.log", {
    port: ports.gateway,
    databaseUrl: url("authenticator", secrets.gatewayPassword),
    secrets: { jwtSecret, publishableKey, secretKey },
    siteUrl,
  } satisfies GatewaySettings);

  return {
    ...services,
    environment: {
      NEXT_PUBLIC_SUPABASE_URL: `http://127.0.0.1:${ports.gateway}`,
      NEXT_PUBLIC_SUPABASE_ANON_KEY: secrets.publishableKey,
      SUPABASE_SERVICE_ROLE_KEY: secrets.secretKey,
      DATABASE_URL: ownerUrl,
      AESTRAK_SITE_URL: siteUrl,
      AESTRAK_FILE_DIRECTORY: files,
      AESTRAK_DATABASE_DIRECTORY: home.cluster,
      ...mail,
    },
  };
}

/** Repeats what is safe to repeat while the database is lost under it. */
async function whileLost<T>(work: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + patience; ; await delay(500)) {
    try {
      return await work();
    } catch (error) {
      if (!isSessionLost(error) || Date.now() > until) throw error;
    }
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
  writePrivately(join(directory, "ports.json"), ports);
  return ports;
}
