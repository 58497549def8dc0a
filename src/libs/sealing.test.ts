import { randomBytes } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";

const settings = {
  NEXT_PUBLIC_SUPABASE_URL: "http://127.0.0.1:1",
  NEXT_PUBLIC_SUPABASE_ANON_KEY: "anon",
  SUPABASE_SERVICE_ROLE_KEY: "the service key, of 32 characters.",
  DATABASE_URL: "postgres://postgres@127.0.0.1:1/postgres",
  AESTRAK_SITE_URL: "http://localhost:3000",
  SMTP_URL: "smtp://127.0.0.1:1",
};

/** As a process with this key seals. */
async function sealingWith(key: string) {
  vi.resetModules();
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  vi.stubEnv("AESTRAK_SEALING_KEY", key);
  return import("./sealing");
}

beforeEach(() => {
  vi.unstubAllEnvs();
});

test("what is sealed tells nothing, differs each time, and opens for its purpose alone", async () => {
  const { seal, unseal } = await sealingWith("");
  const secret = randomBytes(20);
  const sealed = seal(secret, "app of one");
  expect(sealed.includes(secret)).toBe(false);
  expect(seal(secret, "app of one").equals(sealed)).toBe(false);
  expect(unseal(sealed, "app of one").equals(secret)).toBe(true);
  expect(() => unseal(sealed, "app of another")).toThrow("unable to authenticate data");
});

test("a single changed bit does not open", async () => {
  const { seal, unseal } = await sealingWith("");
  const sealed = seal(randomBytes(20), "app of one");
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed[index]! ^= 1;
    expect(() => unseal(changed, "app of one"), String(index)).toThrow("unable to authenticate data");
  }
});

test("another key of the installation opens nothing; the former one, named, does", async () => {
  const secret = randomBytes(20);
  const sealed = (await sealingWith("")).seal(secret, "app of one");
  const other = await sealingWith("another key that has 32 characters.");
  expect(() => other.unseal(sealed, "app of one")).toThrow("unable to authenticate data");
  const former = await sealingWith(settings.SUPABASE_SERVICE_ROLE_KEY);
  expect(former.unseal(sealed, "app of one").equals(secret)).toBe(true);
});
