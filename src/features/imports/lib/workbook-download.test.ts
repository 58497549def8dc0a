import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { workbookDownload } from "./workbook-download";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "download-"));
  for (const [name, value] of Object.entries({
    AESTRAK_FILE_DIRECTORY: folder,
    AESTRAK_SITE_URL: "http://localhost:3000",
    DATABASE_URL: "postgres://localhost/none",
    NEXT_PUBLIC_SUPABASE_URL: "http://localhost:1",
    NEXT_PUBLIC_SUPABASE_ANON_KEY: "none",
    SUPABASE_SERVICE_ROLE_KEY: "none",
    SMTP_URL: "smtp://127.0.0.1:1",
  }))
    vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const kept = async () => readdir(join(folder, "incoming"));
const large = "x".repeat(1024 ** 2);
const asked = (method = "GET") => new Request("http://localhost:3000/changes.xlsx", { method });

it("what was written arrives with its length, and its file goes with the download", async () => {
  const answer = await workbookDownload(asked(), "changes.xlsx", (path) => writeFile(path, large));
  expect(answer.headers.get("content-length")).toBe(String(large.length));
  expect(answer.headers.get("content-disposition")).toContain('filename="changes.xlsx"');
  expect(await answer.text()).toBe(large);
  expect(await kept()).toEqual([]);
});

it("a download that is broken off leaves no file, nor does a workbook that can't be written", async () => {
  const answer = await workbookDownload(asked(), "changes.xlsx", (path) => writeFile(path, large));
  expect(await kept()).toEqual([]);
  const reader = answer.body!.getReader();
  await reader.read();
  await reader.cancel();
  const failing = workbookDownload(asked(), "changes.xlsx", async (path) => {
    await writeFile(path, "half");
    throw new Error("The disk is full.");
  });
  await expect(failing).rejects.toThrow("The disk is full.");
  expect(await kept()).toEqual([]);
});

it("who asks for the headings alone gets no body", async () => {
  const answer = await workbookDownload(asked("HEAD"), "changes.xlsx", (path) => writeFile(path, large));
  expect(answer.headers.get("content-length")).toBe(String(large.length));
  expect(answer.body).toBeNull();
  expect(await kept()).toEqual([]);
});
