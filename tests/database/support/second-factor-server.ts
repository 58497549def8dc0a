import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, request as ask, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Sql } from "./database";
import { newSecret, totp } from "./totp";

interface Factor {
  id: string;
  userId: string;
  secret: string;
  status: "verified" | "unverified";
}

interface Claims {
  sub: string;
  session_id: string;
  aal?: string;
}

interface Options {
  /** The embedded gateway, which answers for everything but second factors. */
  gateway: string;
  jwtSecret: string;
  /** The owner's connection to the gateway's database. */
  sql: () => Sql;
}

type Json = Record<string, unknown>;
type Answer = { status: number; body: unknown };

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Claims;
const refused = (status: number, error_code: string): Answer => ({
  status,
  body: { code: status, error_code, msg: `refused: ${error_code}` },
});

/** Hands what is no matter of the Auth server to the gateway as it came, and its answer back. */
function passOn(gateway: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = request;
  const asked = ask(new URL(url ?? "/", gateway), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  asked.once("error", () => response.writeHead(502).end());
  request.pipe(asked);
}

/**
 * An Auth server with second factors: the embedded gateway, and before it the endpoints of Supabase's Auth server for
 * authenticator apps (challenge, verify), with its rules about what needs aal2.
 */
export async function startSecondFactorServer({ gateway, jwtSecret, sql }: Options) {
  const factors = new Map<string, Factor>();
  /** Sessions that showed one there. */
  const raised = new Set<string>();

  const sign = (claims: Claims) => {
    const unsigned = `${encoded({ alg: "HS256", typ: "JWT" })}.${encoded(claims)}`;
    return `${unsigned}.${createHmac("sha256", jwtSecret).update(unsigned).digest("base64url")}`;
  };
  const withAssurance = (token: string) => {
    const claims = claimsOf(token);
    return sign({ ...claims, aal: raised.has(claims.session_id) ? "aal2" : "aal1" });
  };
  const factorsOf = (userId: string) =>
    [...factors.values()]
      .filter((factor) => factor.userId === userId)
      .map(({ id, status }) => ({ id, status, factor_type: "totp", friendly_name: "Authenticator app" }));
  const withFactors = (user: Json) => ({ ...user, factors: factorsOf(String(user["id"])) });

  /** What the gateway says, as a server with second factors would say it. */
  async function handOn(method: string, path: string, headers: Headers, body: Buffer): Promise<Answer> {
    if (path === "/auth/v1/user" && method === "PUT") {
      const { sub, aal } = claimsOf(headers.get("authorization")!.replace("Bearer ", ""));
      if (factorsOf(sub).some(({ status }) => status === "verified") && aal !== "aal2")
        return refused(403, "insufficient_aal");
    }
    const answer = await fetch(gateway + path, {
      method,
      headers,
      ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
    });
    const text = await answer.text();
    const json = (text ? JSON.parse(text) : null) as Json | null;
    if (!answer.ok || !json) return { status: answer.status, body: json };
    if (path === "/auth/v1/user") return { status: answer.status, body: withFactors(json) };
    if (typeof json["access_token"] === "string") json["access_token"] = withAssurance(json["access_token"]);
    if (json["user"]) json["user"] = withFactors(json["user"] as Json);
    return { status: answer.status, body: json };
  }

  async function verify(factor: Factor, user: Json, claims: Claims, { code }: Json): Promise<Answer> {
    const now = Date.now();
    if (![now - 30_000, now, now + 30_000].some((at) => totp(factor.secret, at) === code))
      return refused(422, "mfa_verification_failed");
    factor.status = "verified";
    raised.add(claims.session_id);
    // Sessions that showed less are ended, as Supabase ends them.
    await sql()`delete from auth.sessions where user_id = ${claims.sub} and not id = any(${[...raised]}::uuid[])`;
    const refresh_token = randomUUID().replaceAll("-", "");
    await sql()`insert into auth.refresh_tokens (id, token, user_id, session_id)
      values (${randomUUID()}, ${refresh_token}, ${claims.sub}, ${claims.session_id})`;
    return {
      status: 200,
      body: {
        access_token: sign({ ...claims, aal: "aal2" }),
        token_type: "bearer",
        expires_in: 3600,
        expires_at: Math.floor(now / 1000) + 3600,
        refresh_token,
        user: withFactors(user),
      },
    };
  }

  /** For somebody with a token that the gateway takes. */
  async function ofPerson(path: string, headers: Headers, wish: Json): Promise<Answer> {
    const who = await handOn("GET", "/auth/v1/user", headers, Buffer.alloc(0));
    if (who.status !== 200) return who;
    const user = who.body as Json;
    const claims = claimsOf(headers.get("authorization")!.replace("Bearer ", ""));
    const [, id, step] = /^\/auth\/v1\/factors(?:\/([^/]+))?(?:\/(challenge|verify))?$/.exec(path) ?? [];
    const factor = factors.get(id ?? "");
    if (factor?.userId !== claims.sub) return refused(404, "mfa_factor_not_found");
    if (step === "challenge")
      return { status: 200, body: { id: randomUUID(), type: "totp", expires_at: Date.now() + 300_000 } };
    if (step === "verify") return verify(factor, user, claims, wish);
    return refused(405, "method_not_allowed");
  }

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const { method = "GET", url = "/" } = request;
    const headers = new Headers();
    for (const name of ["apikey", "authorization", "content-type", "accept"]) {
      const value = request.headers[name];
      if (typeof value === "string") headers.set(name, value);
    }
    if (url.startsWith("/auth/v1/factors"))
      return ofPerson(url, headers, body.length > 0 ? (JSON.parse(body.toString()) as Json) : {});
    return handOn(method, url, headers, body);
  }

  const server = createServer((request, response) => {
    if (!request.url?.startsWith("/auth/v1/")) {
      passOn(gateway, request, response);
      return;
    }
    answerTo(request).then(
      ({ status, body }) =>
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    /** An authenticator app that somebody set up there, past AESTrak. @returns its secret */
    addApp(userId: string): string {
      const factor: Factor = { id: randomUUID(), userId, secret: newSecret(), status: "verified" };
      factors.set(factor.id, factor);
      return factor.secret;
    },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
