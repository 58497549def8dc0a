import { type ServerType, serve } from "@hono/node-server";
import { App, type EmailDriver } from "@supabase/lite";
import { join } from "node:path";
import { promptWrites } from "../src/libs/prompt-writes";
import { GatewayConnection } from "./gateway-connection";
import type { Secrets } from "./installation";
import { projectDirectory } from "./migrations";

export interface GatewayOptions {
  port: number;
  /** Connects as authenticator: neither owner nor superuser, so that grants and policies hold. */
  databaseUrl: string;
  secrets: Secrets;
  /** Where people open AESTrak; the links in auth mail lead there. */
  siteUrl: string;
  email: EmailDriver;
}

/** Auth and PostgREST for the embedded installation, on loopback: the browser never reaches it. */
export async function startGateway(options: GatewayOptions): Promise<{ stop(): Promise<void> }> {
  const connection = new GatewayConnection({
    url: options.databaseUrl,
    postgresOptions: { ...promptWrites, max: 16, onnotice: () => {} },
  });
  const template = (name: string, subject: string) => ({
    subject,
    content_path: join(projectDirectory, "supabase", "templates", `${name}.html`),
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
      email: {
        enable_confirmations: true,
        otp_length: 8,
        otp_expiry: 3600,
        template: {
          confirmation: template("confirmation", "Confirm your e-mail address for AESTrak"),
          recovery: template("recovery", "Choose a new password for AESTrak"),
        },
      },
    },
    options: { drivers: { email: options.email }, server: { disableStudio: true } },
  });

  const server = await listen(options.port, async (request) => {
    const { pathname } = new URL(request.url);
    // The rest of what the library serves (/_system answers anyone with the database's address) stays shut.
    if (!pathname.startsWith("/auth/v1/") && !pathname.startsWith("/rest/v1/")) {
      return new Response("Not found", { status: 404 });
    }
    return app.fetch(request);
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
