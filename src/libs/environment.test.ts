import { afterEach, describe, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function environmentWith(settings: Record<string, string>) {
  const whole = {
    NEXT_PUBLIC_SUPABASE_URL: "https://project.supabase.co",
    NEXT_PUBLIC_SUPABASE_ANON_KEY: "anon",
    SUPABASE_SERVICE_ROLE_KEY: "service",
    AESTRAK_SITE_URL: "https://aestrak.example",
    SMTP_URL: "smtps://mail.example",
    ...settings,
  };
  vi.resetModules();
  for (const [name, value] of Object.entries(whole)) vi.stubEnv(name, value);
  const { environment } = await import("./environment");
  return environment();
}

describe("the address of the database", () => {
  it("of another machine must say how the connection is encrypted", async () => {
    await expect(
      environmentWith({ DATABASE_URL: "postgres://postgres:secret@db.example.com:5432/postgres" }),
    ).rejects.toThrow(/^The setting DATABASE_URL leads to another machine .* Set it in \.env\.local;/);
  });

  it.each(["prefer", "allow", "", "requires"])("of another machine may not say sslmode=%s", async (mode) => {
    const address = `postgres://postgres:secret@db.example.com:5432/postgres?sslmode=${mode}`;
    await expect(environmentWith({ DATABASE_URL: address })).rejects.toThrow(
      /does not say how it is encrypted/,
    );
  });

  it.each([
    "postgres://postgres:secret@db.example.com:5432/postgres?sslmode=verify-full",
    "postgres://postgres:secret@db.internal/postgres?application_name=a&sslmode=disable",
    "postgres://postgres:secret@127.0.0.1:5432/postgres",
  ])("%s is taken", async (address) => {
    expect((await environmentWith({ DATABASE_URL: address })).DATABASE_URL).toBe(address);
  });
});

describe("the address of a service", () => {
  const DATABASE_URL = "postgres://postgres:secret@127.0.0.1:5432/postgres";

  it.each(["NEXT_PUBLIC_SUPABASE_URL", "RESEND_BASE_URL"])(
    "on another machine is https: %s",
    async (name) => {
      await expect(environmentWith({ DATABASE_URL, [name]: "http://service.example" })).rejects.toThrow(
        `The setting ${name} leads to another machine and should start with https://.`,
      );
      for (const address of ["https://service.example", "http://127.0.0.1:20000"])
        expect((await environmentWith({ DATABASE_URL, [name]: address })).DATABASE_URL).toBe(DATABASE_URL);
    },
  );
});
