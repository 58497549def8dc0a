import { createClient } from "@supabase/supabase-js";
import { expect, it } from "vitest";
import { useGateway } from "../tenancy/gateway";
import { useDatabase } from "./support/database";

const db = useDatabase();
const gateway = useGateway(db);

async function refresh(token: unknown, how = "grant_type=refresh_token") {
  const answer = await fetch(`${gateway.url}/auth/v1/token?${how}`, {
    method: "POST",
    headers: { apikey: gateway.secrets.publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ refresh_token: token }),
  });
  return { status: answer.status, body: (await answer.json()) as { refresh_token?: string } };
}

it("a refresh token carries a mark of 256 bits that only the gateway makes; what the database keeps opens nothing", async () => {
  const account = { email: "one@example.com", password: "a password of one" };
  const client = (key: string) => createClient(gateway.url, key, { auth: { persistSession: false } });
  const made = await client(gateway.secrets.secretKey).auth.admin.createUser({
    ...account,
    email_confirm: true,
  });
  expect(made.error).toBeNull();
  const { data } = await client(gateway.secrets.publishableKey).auth.signInWithPassword(account);
  const handed = data.session!.refresh_token;
  const [kept] = await db.superuser<{ token: string }[]>`select token from auth.refresh_tokens`;
  const [token, mark] = handed.split(".");
  expect(token).toBe(kept!.token);
  expect(Buffer.from(mark!, "base64url")).toHaveLength(32);

  const other = `${mark!.startsWith("A") ? "B" : "A"}${mark!.slice(1)}`;
  for (const worthless of [
    token,
    `${token}.`,
    `${token}.${other}`,
    `x.${mark}`,
    `${handed}x`,
    "",
    null,
    [handed],
  ])
    for (const how of ["grant_type=refresh_token", "grant_type=password&grant_type=refresh_token"])
      expect((await refresh(worthless, how)).status, `${String(worthless)} ${how}`).toBe(400);
  const { status, body } = await refresh(handed);
  expect(status).toBe(200);
  expect(body.refresh_token).not.toBe(handed);
  expect((await refresh(body.refresh_token)).status).toBe(200);
});
