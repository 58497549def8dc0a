import { type ServerType, serve } from "@hono/node-server";
import { App } from "@supabase/lite";
import { promptWrites } from "../src/libs/prompt-writes";
import { answerAdmin } from "./gateway-admin";
import { GatewayConnection } from "./gateway-connection";
import { judgeRequest } from "./gateway-door";
import { markRefreshTokens } from "./gateway-refresh";
import type { Secrets } from "./installation";

export interface GatewayOptions {
  port: number;
  /** Connects as authenticator: neither owner nor superuser, so that grants and policies hold. */
  databaseUrl: string;
  secrets: Pick<Secrets, "jwtSecret" | "publishableKey" | "secretKey">;
  /** Where people open AESTrak. */
  siteUrl: string;
}

/** Mail about accounts is AESTrak's own. */
async function sendNothing(): Promise<never> {
  throw new Error("The Auth server mails nothing.");
}

/** Auth and PostgREST for the embedded installation, on loopback: the browser never reaches it. */
export async function startGateway(options: GatewayOptions): Promise<{ stop(): Promise<void> }> {
  const connection = new GatewayConnection({
    url: options.databaseUrl,
    postgresOptions: { ...promptWrites, max: 16, onnotice: () => {} },
  });
  const app = new App({
    connection,
    api: { schemas: ["public"] },
    auth: {
      enabled: true,
      jwt_secret: options.secrets.jwtSecret,
      jwt_expiry: 3600,
      publishable_key: options.secrets.publishableKey,
      secret_key: options.secrets.secretKey,
      site_url: options.siteUrl,
      minimum_password_length: 10,
      // Accounts are made by our server alone, once a mailbox is proven; the door lets nobody ask for a code either.
      enable_signup: false,
      email: { enable_confirmations: true },
    },
    options: { drivers: { email: { send: sendNothing } }, server: { disableStudio: true } },
  });

  const server = await listen(options.port, async (request) => {
    const refusal = judgeRequest(request, options.secrets);
    if (refusal) return refusal;
    const answer = await answerAdmin(request, connection.kysely);
    return answer ?? markRefreshTokens(request, options.secrets.jwtSecret, async (asked) => app.fetch(asked));
  });
  return {
    async stop() {
      await new Promise<void>((done) => {
        server.close(() => done());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
      await connection.close();
    },
  };
}

function listen(port: number, fetch: (request: Request) => Promise<Response>): Promise<ServerType> {
  return new Promise((done, fail) => {
    const server = serve({ fetch, port, hostname: "127.0.0.1" }, () => done(server));
    // The web server keeps its connections open as long as this one says. With Node's five seconds, one that was too
    // busy to notice the end would send its next request into a closed connection, and fail.
    if ("keepAliveTimeout" in server) server.keepAliveTimeout = 10 * 60_000;
    server.once("error", fail);
  });
}
