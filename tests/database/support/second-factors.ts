import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, expect, inject } from "vitest";
import { startGateway } from "../../../stack/gateway";
import { freePort } from "../../../stack/installation";
import type { TestDatabase } from "./database";
import { Device, redirectOf, site, submit } from "./device";
import { startSecondFactorServer } from "./second-factor-server";
import { totp } from "./totp";

/** Everybody's here. */
export const password = "correct horse battery";
const secrets = {
  superuserPassword: "",
  ownerPassword: "",
  gatewayPassword: "",
  jwtSecret: "a secret of the test that is long enough to sign with",
  publishableKey: "sb_publishable_test",
  secretKey: "sb_secret_test",
};

/** What an authenticator app shows now, and what it doesn't. */
export const codeOf = (secret: string) => totp(secret, Date.now());
export const wrongCodeOf = (secret: string) =>
  codeOf(secret).replace(/^./, (digit) => String((Number(digit) + 1) % 10));

/** The application's own modules, which read their settings when they are first asked. */
async function application() {
  return {
    auth: await import("../../../src/features/auth/actions"),
    second: await import("../../../src/features/auth/second-factor-actions"),
    app: await import("../../../src/features/auth/authenticator-app-actions"),
    passkey: await import("../../../src/features/auth/passkey-actions"),
    access: await import("../../../src/libs/access/session"),
    membership: await import("../../../src/libs/access/membership"),
    supabase: await import("../../../src/libs/supabaseServerClient"),
    database: await import("../../../src/libs/database"),
  };
}
type Application = Awaited<ReturnType<typeof application>>;

/**
 * The application's actions on an Auth server that has second factors, and on the database of the test file that calls
 * this at its top.
 * @param asking the device whose cookies and headers the mocked next/headers answers with
 */
export function useSecondFactors(db: TestDatabase, asking: { device: Device }) {
  const stops: (() => Promise<void>)[] = [];
  let parts: Application | undefined;
  let url = "";
  let authServer: Awaited<ReturnType<typeof startSecondFactorServer>> | undefined;
  const app = () => {
    if (!parts) throw new Error("The application is there only while tests run.");
    return parts;
  };

  beforeAll(async () => {
    const name = db.owner.options.database;
    const port = await freePort();
    const gateway = await startGateway({
      port,
      databaseUrl: inject("servers").gateway + name,
      secrets,
      siteUrl: site,
    });
    const server = await startSecondFactorServer({
      gateway: `http://127.0.0.1:${port}`,
      jwtSecret: secrets.jwtSecret,
      sql: () => db.owner,
    });
    stops.push(server.stop, () => gateway.stop());
    authServer = server;
    url = server.url;
    // The gateway arranges itself with its first request, which no second one may disturb.
    await fetch(`${url}/rest/v1/organizations`, { headers: { apikey: secrets.secretKey } });
    Object.assign(process.env, {
      DATABASE_URL: inject("servers").owner + name,
      AESTRAK_SITE_URL: site,
      NEXT_PUBLIC_SUPABASE_URL: url,
      NEXT_PUBLIC_SUPABASE_ANON_KEY: secrets.publishableKey,
      SUPABASE_SERVICE_ROLE_KEY: secrets.secretKey,
      SMTP_URL: "smtp://127.0.0.1:1",
    });
    parts = await application();
  });
  afterAll(async () => {
    await parts?.database.database().end();
    for (const stop of stops) await stop();
  });

  return {
    get auth() {
      return app().auth;
    },
    get second() {
      return app().second;
    },
    get app() {
      return app().app;
    },
    get passkey() {
      return app().passkey;
    },
    get access() {
      return app().access;
    },

    /** An account with an organization of its own, on a plan. */
    async newAdmin(plan = "growth") {
      const email = `admin.${crypto.randomUUID().slice(0, 8)}@example.com`;
      const server = createClient(url, secrets.secretKey, { auth: { persistSession: false } });
      const { data, error } = await server.auth.admin.createUser({ email, password, email_confirm: true });
      if (error) throw error;
      const userId = data.user.id;
      await db.owner`select private.choose_password(${userId}, null)`;
      const [made] = await db.owner<{ id: string }[]>`
        select private.create_organization_for(${userId}, ${email}, 'An admin', 'Careful Ltd') as id`;
      await db.owner`update public.subscriptions set plan = ${plan} where organization_id = ${made!.id}`;
      return { email, userId, organizationId: made!.id };
    },

    /** Somebody at a new device, which asks from now on, has entered their password. */
    newDevice({ email }: { email: string }) {
      asking.device = new Device();
      return submit(app().auth.logIn, { email, password, next: "/alerts" });
    },

    /** Where the device that asks comes when it opens a page for members; "in" when the page lets it. */
    async open(): Promise<string> {
      const { leadsTo } = await redirectOf(async () => void (await app().membership.requireMember()));
      return leadsTo ?? "in";
    },

    /** Sets an app up on the device that asks. @returns its secret and the recovery codes */
    async setUp(name = "") {
      const begun = await submit(app().app.startAuthenticatorApp, { name, currentPassword: password });
      const { key: secret = "", name: called = "" } = begun.shown ?? {};
      const finished = await submit(app().app.finishAuthenticatorApp, { name: called, code: codeOf(secret) });
      expect(finished.status, finished.message).toBe("done");
      return { secret, codes: finished.shown?.["codes"]?.split("\n") ?? [] };
    },

    /** Shows what the app shows now; the codes of tests come faster than one in half a minute, each of which works once. */
    async show(secret: string, next = "/alerts") {
      await db.owner`update private.authenticator_apps set last_step = 0`;
      return submit(app().second.verifySecondFactor, { code: codeOf(secret), next });
    },

    /** An app that somebody set up at the Auth server, past us. @returns its secret */
    addAppAtAuthServer(userId: string): string {
      if (!authServer) throw new Error("The Auth server is there only while tests run.");
      return authServer.addApp(userId);
    },

    /** How many organizations the token of the device that asks reads past our server. */
    async organizationsByToken(): Promise<number> {
      const supabase = await app().supabase.supabaseServerClient();
      const { data } = await supabase.from("organizations").select("id").throwOnError();
      return data.length;
    },
  };
}
