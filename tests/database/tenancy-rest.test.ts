import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, it, type TaskMeta } from "vitest";
import { token } from "../browser/support/sessions";
import { useGateway } from "../tenancy/gateway";
import { type Bearer, tryRest } from "../tenancy/rest";
import { Tally } from "../tenancy/tally";
import { createWorld, type World } from "../tenancy/world";
import { useDatabase } from "./support/database";

const db = useDatabase();
const gateway = useGateway(db);
let world: World;
beforeAll(async () => {
  world = await createWorld(db.owner, db.superuser);
});

type Claims = Record<string, unknown>;
const now = Math.floor(Date.now() / 1000);
const claimsOf = (userId: string, more: Claims = {}): Claims => ({
  sub: userId,
  role: "authenticated",
  aud: "authenticated",
  iat: now,
  exp: now + 3600,
  ...more,
});

const anotherKey = "another-key-of-thirty-two-characters";
const libraryKey = "super-secret-jwt-token-with-at-least-32-characters-long";

/** A token whose header says what it likes. */
function headed(header: Claims, claims: Claims, hash: string, key: string): string {
  const encoded = (value: Claims) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const unsigned = `${encoded({ typ: "JWT", ...header })}.${encoded(claims)}`;
  return `${unsigned}.${createHmac(hash, key).update(unsigned).digest("base64url")}`;
}
const ownKey = {
  kid: "/dev/null",
  jku: "http://127.0.0.1:1/keys",
  jwk: { kty: "oct", alg: "HS256", k: Buffer.from(anotherKey).toString("base64url") },
};

/** Tokens that nobody gave, each of somebody whose rows they would open. */
const forged: Record<string, (userId: string, key: string) => string> = {
  "not signed": (id) => token(claimsOf(id), null),
  "not signed, of the service": (id) => token(claimsOf(id, { role: "service_role" }), null),
  "signed with another key": (id) => token(claimsOf(id), anotherKey),
  "of the service, signed with another key": (id) =>
    token(claimsOf(id, { role: "service_role" }), anotherKey),
  "of the schema's owner, signed with another key": (id) =>
    token(claimsOf(id, { role: "postgres" }), anotherKey),
  "signed with the library's key": (id) => token(claimsOf(id), libraryKey),
  "signed with the publishable key": (id) => token(claimsOf(id), gateway.secrets.publishableKey),
  "right once, and past": (id, key) => token(claimsOf(id, { iat: now - 7200, exp: now - 3600 }), key),
  "right, and not yet": (id, key) => token(claimsOf(id, { nbf: now + 3600 }), key),
  "signed with the right key by another algorithm": (id, key) =>
    headed({ alg: "HS512" }, claimsOf(id), "sha512", key),
  "signed with a key that it brings along": (id) =>
    headed({ alg: "HS256", ...ownKey }, claimsOf(id), "sha256", anotherKey),
  "right, for another audience": (id, key) => token(claimsOf(id, { aud: "another-application" }), key),
  "right, with another payload": (id, key) => {
    const [head, , signature] = token(claimsOf(world.attacker.member.userId), key).split(".");
    return [head, token(claimsOf(id), null).split(".")[1], signature].join(".");
  },
  "right, of a session that was ended": (id, key) =>
    token(claimsOf(id, { session_id: world.victim.uselessSessions.ended }), key),
  "right, of a session that never was": (id, key) =>
    token(claimsOf(id, { session_id: crypto.randomUUID() }), key),
  "no token at all": () => "x",
};

const options = () => ({ url: gateway.url, key: gateway.secrets.publishableKey, sql: db.superuser });

async function expectNothing(bearer: Bearer, meta: TaskMeta) {
  const tally = new Tally();
  await tryRest(world, bearer, tally, options());
  meta.tenancy = tally;
  expect(tally.leaks).toEqual([]);
  expect(tally.tried).toBeGreaterThan(100);
}

describe("through PostgREST, nothing of another organization", () => {
  it("is read, counted, embedded, changed or called by somebody who is not logged in", ({ task }) =>
    expectNothing({ name: "anonymous", token: null }, task.meta));

  it.for(["admin", "member"] as const)("… by its %s", (role, { task }) => {
    const { userId } = world.attacker[role];
    const session_id = world.attacker.accounts[role].session;
    const valid = token(claimsOf(userId, { session_id }), gateway.secrets.jwtSecret);
    return expectNothing(
      { name: `${role} of another organization`, token: valid, isMember: true },
      task.meta,
    );
  });

  it("… by somebody whose token's metadata claim it", ({ task }) => {
    const { id, admin } = world.victim;
    const metadata = {
      organization_id: id,
      organizations: [id],
      role: "admin",
      sub: admin.userId,
      is_admin: true,
    };
    const claims = claimsOf(world.attacker.member.userId, {
      user_metadata: metadata,
      app_metadata: { ...metadata, role: "service_role" },
      organization_id: id,
      email: admin.email,
    });
    const valid = token(claims, gateway.secrets.jwtSecret);
    return expectNothing(
      { name: "a member whose token claims more", token: valid, isMember: true },
      task.meta,
    );
  });

  it.for(Object.keys(forged))("… by a token that is %s", (name, { task }) => {
    const worthless = forged[name]!(world.victim.admin.userId, gateway.secrets.jwtSecret);
    return expectNothing({ name: `token ${name}`, token: worthless, isBrief: true }, task.meta);
  });
});

it("a token with a right signature opens what its person may see, so that the refusals mean something", async () => {
  const { userId } = world.victim.admin;
  const answer = await fetch(`${gateway.url}/rest/v1/organizations?select=id`, {
    headers: {
      apikey: gateway.secrets.publishableKey,
      authorization: `Bearer ${token(claimsOf(userId, { session_id: world.victim.accounts.admin.session }), gateway.secrets.jwtSecret)}`,
    },
  });
  expect(await answer.json()).toEqual([{ id: world.victim.id }]);
});

describe("the gateway", () => {
  const ask = (path: string, apikey?: string, method = "GET") =>
    fetch(gateway.url + path, { method, headers: apikey === undefined ? {} : { apikey } });

  it("forwards nothing but Auth and PostgREST, and of Auth only what our server asks", async () => {
    const { secretKey } = gateway.secrets;
    for (const path of [
      "/_system/connection",
      "/_system/",
      "/storage/v1/bucket",
      "/",
      "/rest/v1/../../_system/",
      "/graphql/v1",
      "/auth/v1/settings",
      "/auth/v1/verify?type=recovery&token=12345678",
      "/auth/v1/admin/users",
    ])
      expect((await ask(path, secretKey)).status, path).toBe(404);
    for (const path of ["signup", "verify", "recover", "otp", "magiclink", "resend", "invite"])
      expect((await ask(`/auth/v1/${path}`, secretKey, "POST")).status, path).toBe(404);
  });

  it("asks for its key on every path, and for the secret one where accounts are made", async () => {
    const { publishableKey, secretKey } = gateway.secrets;
    const paths = [
      "/auth/v1/user",
      "/auth/v1/health",
      "/rest/v1/organizations",
      "/rest/v1/",
      "/_system/connection",
      "/",
    ];
    for (const path of paths)
      for (const key of [undefined, "", "wrong", `${publishableKey}x`, publishableKey.slice(0, -1)])
        expect((await ask(path, key)).status, `${path} with ${key}`).toBe(401);
    for (const path of ["/auth/v1/token?grant_type=password", "/auth/v1/logout", "/auth/v1/signup"])
      expect((await ask(path, undefined, "POST")).status, path).toBe(401);
    expect((await ask("/auth/v1/admin/users", publishableKey, "POST")).status).toBe(403);
    expect((await ask("/auth/v1/admin/users", secretKey, "POST")).status).toBe(400);
    expect((await ask("/rest/v1/organizations", secretKey)).status).toBe(200);
  });
});
