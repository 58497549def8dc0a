import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { newToken } from "@/features/api-tokens/lib/new-token";
import { newRecoveryCodes } from "@/features/auth/lib/recovery-codes";
import { loadSecrets } from "../../stack/installation";
import { useDatabase } from "./support/database";
import { createTeam, createUser } from "./support/people";
import { provePassword } from "./support/accounts";

const db = useDatabase();
const draws = 200;
const people = Array.from({ length: draws }, (_, n) => `person-${n}@example.com`);

/**
 * Random bits that are seen in drawn secrets: for each place, the logarithm of how many signs stood there. Never more
 * than there are, and with this many draws not much less.
 */
function bitsIn(secrets: readonly string[]): number {
  const length = Math.min(...secrets.map((secret) => secret.length));
  const signsAt = (place: number) => new Set(secrets.map((secret) => secret[place])).size;
  return Array.from({ length }, (_, place) => Math.log2(signsAt(place))).reduce((sum, bits) => sum + bits, 0);
}

/** The secrets of the mails of a kind, which are then forgotten. */
async function mailed(kind: string): Promise<string[]> {
  const rows = await db.owner<{ secret: string }[]>`
    select s.secret from private.mail_secrets s join public.email_outbox e on e.id = s.email_id where e.kind = ${kind}`;
  return rows.map(({ secret }) => secret);
}

const drawn: Record<string, () => Promise<string[]>> = {
  "links to sign up": async () => {
    for (const email of people) await db.owner`select private.begin_sign_up(${email}, '{}')`;
    return mailed("sign_up");
  },
  "links to choose a new password": async () => {
    for (let n = 0; n < draws; n++)
      await db.owner`select private.begin_password_reset(${(await createUser(db.owner, "owner")).email})`;
    return mailed("password_reset");
  },
  "links of invitations": async () => {
    const { id } = await createTeam(db.owner, "team");
    await db.owner`update public.subscriptions set plan = 'enterprise' where organization_id = ${id}`;
    for (const email of people) await db.owner`select private.invite_admin(${id}, ${email})`;
    return mailed("invitation");
  },
  "links to confirm another address": async () => {
    for (const email of people) {
      const person = await createUser(db.owner, "mover");
      const proof = await provePassword(db.owner, person);
      await db.as(person, (sql) => sql`select public.request_email_change(${`new.${email}`}, ${proof})`);
    }
    return mailed("email_change");
  },
  "API tokens": async () => people.map(() => newToken().token),
  "recovery codes": async () => people.flatMap(() => newRecoveryCodes()),
};

it.each(Object.entries(drawn))(
  "%s hold at least 128 random bits",
  { timeout: 60_000 },
  async (_name, draw) => {
    const secrets = await draw();
    expect(secrets.length).toBeGreaterThanOrEqual(draws);
    expect(new Set(secrets).size).toBe(secrets.length);
    expect(bitsIn(secrets)).toBeGreaterThan(128);
  },
);

it("each secret of an installation holds at least 128 random bits", () => {
  const folder = mkdtempSync(join(tmpdir(), "secrets-"));
  try {
    const all = people.map(() => {
      rmSync(join(folder, "secrets.json"), { force: true });
      return loadSecrets(folder);
    });
    const names = Object.keys(all[0]!) as (keyof (typeof all)[number])[];
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(bitsIn(all.map((secrets) => secrets[name])), name).toBeGreaterThan(128);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("a code of eight digits would be found wanting", () => {
  const code = () => String(Math.floor(Math.random() * 1e8)).padStart(8, "0");
  expect(bitsIn(people.map(code))).toBeLessThan(30);
});
