import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openStoredFile, storeFile, temporaryPath } from "./file-store";

const directory = mkdtempSync(join(tmpdir(), "aestrak-files-"));
vi.mock("@/libs/environment", () => ({ environment: () => ({ AESTRAK_FILE_DIRECTORY: directory }) }));
let key: string;

beforeAll(async () => {
  const path = await temporaryPath();
  writeFileSync(path, "rows");
  key = "organization/file";
  await storeFile(path, key);
});
afterAll(() => rmSync(directory, { recursive: true }));

test("folders of uploaded files are open to nobody else on the machine", () => {
  for (const folder of ["incoming", "organization"])
    expect(statSync(join(directory, folder)).mode & 0o777, folder).toBe(0o700);
});

test("a stored file is found by its key", async () => {
  expect((await openStoredFile(key)).path).toBe(join(directory, "organization", "file"));
});

test.each(["../secrets.json", "organization/../../secrets.json", "/etc/passwd", "a\\b", "", "a//b", "a/."])(
  "%j is no key",
  async (other) => {
    await expect(openStoredFile(other)).rejects.toThrow("Not a key");
  },
);
