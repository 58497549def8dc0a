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

  it.each([
    "postgres://postgres:secret@db.example.com:5432/postgres?sslmode=verify-full",
    "postgres://postgres:secret@db.internal/postgres?application_name=a&sslmode=disable",
    "postgres://postgres:secret@127.0.0.1:5432/postgres",
  ])("%s is taken", async (address) => {
    expect((await environmentWith({ DATABASE_URL: address })).DATABASE_URL).toBe(address);
  });
});
