import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { freePort } from "../../stack/installation";
import { startProgram } from "../installation/program";
import { removeDataDirectory, temporaryDataDirectory } from "../installation/start";

const directory = temporaryDataDirectory();
afterAll(() => removeDataDirectory(directory));

/** Starts AESTrak with settings that it must refuse. @returns its only line on stderr */
async function refusalOf(settings: Record<string, string>): Promise<string> {
  const program = startProgram(["stack/main.ts"], {
    AESTRAK_DATA_DIR: directory,
    PORT: String(await freePort()),
    ...settings,
  });
  expect(await program.ended).toBe(1);
  const lines = program.stderr().trim().split("\n");
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

describe("a start with a wrong setting ends with code 1 and one sentence", () => {
  it.each(["abc", "0", "65536", "80.5", "-1"])("PORT=%s", async (port) => {
    expect(await refusalOf({ PORT: port })).toBe(
      `PORT is "${port}", which is not a port number (1 to 65535).`,
    );
  });

  it("a data folder that can't be made", async () => {
    const file = join(directory, "a-file");
    writeFileSync(file, "");
    const folder = join(file, "data");
    expect(await refusalOf({ AESTRAK_DATA_DIR: folder })).toBe(
      `AESTrak can't write to its data folder ${folder} (ENOTDIR). Set AESTRAK_DATA_DIR to a folder that it may write to.`,
    );
  });

  it.skipIf(process.platform !== "linux")("a data folder that nobody may write to", async () => {
    expect(await refusalOf({ AESTRAK_DATA_DIR: "/sys/aestrak" })).toMatch(
      /^AESTrak can't write to its data folder \/sys\/aestrak \(\w+\)\. Set AESTRAK_DATA_DIR to a folder that it may write to\.$/,
    );
  });

  it("a Supabase project without its keys", async () => {
    const project = { NEXT_PUBLIC_SUPABASE_URL: "https://project.supabase.co" };
    expect(await refusalOf(project)).toBe(
      "The setting NEXT_PUBLIC_SUPABASE_ANON_KEY is missing. Set it in .env.local; .env.example explains each one.",
    );
  });

  it("a Supabase project without a way to send mail", async () => {
    const project = {
      NEXT_PUBLIC_SUPABASE_URL: "https://project.supabase.co",
      NEXT_PUBLIC_SUPABASE_ANON_KEY: "anon",
      SUPABASE_SERVICE_ROLE_KEY: "service",
      DATABASE_URL: "postgres://postgres:secret@127.0.0.1:1/postgres",
      AESTRAK_SITE_URL: "https://aestrak.example",
    };
    expect(await refusalOf(project)).toMatch(/^The setting RESEND_API_KEY is missing, and so is SMTP_URL/);
  });

  it("an address of the site that is none", async () => {
    expect(await refusalOf({ AESTRAK_SITE_URL: "aestrak.example" })).toMatch(
      /^The setting AESTRAK_SITE_URL is not a URL/,
    );
  });
});
