import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { maxUploadBytes } from "../../../src/features/imports/lib/upload-check";
import { receiveImport } from "../../../src/features/imports/receive";
import { useDatabase } from "../support/database";
import { useImports } from "../support/imports";
import { createOrganization, type Organization } from "../support/people";
import { workbook } from "../support/workbooks";
import { goodRows } from "./hostile-file";

const db = useDatabase();
const imports = useImports(db);
let organization: Organization;
beforeAll(async () => {
  organization = await createOrganization(db.owner, "uploads");
});

const content = workbook(goodRows);
async function* once(bytes: Buffer) {
  yield bytes;
}
const upload = (stream: AsyncIterable<Uint8Array>, declared?: { byteSize?: number; sha256?: string }) =>
  receiveImport({
    organizationId: organization.id,
    userId: organization.admin.userId,
    request: { ip: null, userAgent: null, requestId: "test" },
    fileName: "export.xlsx",
    content: stream,
    source: "browser",
    declared,
  });

/** Everything that is kept of uploads: files on the disk, and rows. */
async function everythingKept(): Promise<unknown> {
  const files = await readdir(imports.settings["AESTRAK_FILE_DIRECTORY"]!, { recursive: true }).catch(
    () => [],
  );
  const [rows] = await db.owner`
    select (select count(*) from public.import_files) as files, (select count(*) from public.import_jobs) as jobs`;
  return { files: files.filter((name) => name !== "incoming").toSorted(), rows };
}

describe("an upload is refused, and nothing of it kept,", () => {
  async function* endless() {
    const piece = Buffer.alloc(4 * 1024 ** 2);
    for (let sent = 0; sent <= maxUploadBytes; sent += piece.length) yield piece;
  }
  async function* breaking() {
    yield content.subarray(0, 100);
    throw new Error("The connection was reset.");
  }
  it.each<[string, () => Promise<unknown>, string | RegExp]>([
    [
      "when it is empty",
      () => upload(once(Buffer.alloc(0))),
      "export.xlsx is empty. Export it again and upload the new file.",
    ],
    [
      "when it never ends",
      () => upload(endless()),
      "export.xlsx is larger than 200 MB. Export a shorter period.",
    ],
    [
      "when bytes are missing",
      () => upload(once(content), { byteSize: content.length + 1 }),
      /^export\.xlsx arrived incomplete or damaged \(\d+ bytes\)\. Upload it again\.$/,
    ],
    [
      "when bytes were altered",
      () => upload(once(content), { sha256: "0".repeat(64) }),
      /arrived incomplete or damaged/,
    ],
    ["when the connection breaks", () => upload(breaking()), "The connection was reset."],
  ])("%s", async (_, work, message) => {
    const before = await everythingKept();
    await expect(work()).rejects.toThrow(message);
    expect(await everythingKept()).toEqual(before);
  });
});

describe("the name of a file", () => {
  it.each([
    ["a path that climbs", "../../../etc/passwd", "passwd"],
    ["a path of Windows", "C:\\Users\\someone\\export.xlsx", "export.xlsx"],
    ["control characters", "ex\u0000po\nrt\u007f.xlsx", "export.xlsx"],
    ["text that runs backwards", "invoice\u202excl.xlsx", "invoicexcl.xlsx"],
    ["only a path", "a/b/", "export"],
    ["nothing", "", "export"],
    ["half a character", "\ud800.xlsx", "\ufffd.xlsx"],
    ["300 characters", `${"x".repeat(300)}.xlsx`, `${"x".repeat(250)}.xlsx`],
    ["markup", "<b>export</b>.xlsx", "b>.xlsx"],
    ["SQL", "'); drop table import_jobs; --.xlsx", "'); drop table import_jobs; --.xlsx"],
  ])("with %s is shown without it, and stores nothing elsewhere", async (_, fileName, shown) => {
    const id = await imports.upload(organization, { content, fileName });
    const [kept] = await db.owner<{ name: string; key: string }[]>`
      select f.file_name as name, f.storage_key as key from public.import_jobs j
      join public.import_files f on f.id = j.file_id where j.id = ${id}`;
    expect(kept!.name).toBe(shown);
    expect(kept!.key).toMatch(new RegExp(`^${organization.id}/[0-9a-f-]{36}$`));
    const stored = await readdir(join(imports.settings["AESTRAK_FILE_DIRECTORY"]!, organization.id));
    expect(stored).toContain(kept!.key.split("/")[1]);
    expect(await readdir(imports.folder)).toEqual(["files"]);
  });
});
