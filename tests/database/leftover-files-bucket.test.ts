import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sweepFiles } from "../../src/features/imports/jobs";
import { database } from "../../src/libs/database";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createOrganization } from "./support/people";
import { startStorage } from "./support/storage-server";

const db = useDatabase();
useImports(db);
let storage: Awaited<ReturnType<typeof startStorage>>;
beforeAll(async () => {
  storage = await startStorage("imports");
  // Before anything reads the settings: the store is the bucket of a project.
  Object.assign(process.env, { AESTRAK_FILE_DIRECTORY: "", NEXT_PUBLIC_SUPABASE_URL: storage.url });
});
afterAll(() => storage.stop());

const hoursAgo = (count: number) => new Date(Date.now() - count * 3_600_000);

it("a bucket is swept as a folder is: page by page, old objects without a row, and missing ones noted", async () => {
  const { id } = await createOrganization(db.owner, "bucket");
  for (let n = 0; n < 1_005; n += 1) storage.objects.set(`${id}/${randomUUID()}`, hoursAgo(25));
  const young = `${id}/young`;
  storage.objects.set(young, hoursAgo(23));
  storage.objects.set("health/left", hoursAgo(2));
  const foreign = `${randomUUID()}/theirs`;
  storage.objects.set(foreign, hoursAgo(1_000));
  const kept = `${id}/${randomUUID()}`;
  storage.objects.set(kept, hoursAgo(100));
  const lost = `${id}/${randomUUID()}`;
  for (const key of [kept, lost]) {
    await db.owner`
      insert into public.import_files (organization_id, file_name, byte_size, sha256, storage_key, created_at)
      values (${id}, 'export.xlsx', 1, ${"0".repeat(64)}, ${key}, now() - interval '2 hours')`;
  }

  expect(await sweepFiles(database())).toMatchObject({ unknown: 1_005, missing: 1, found: 0 });
  expect([...storage.objects.keys()].toSorted()).toEqual([young, foreign, kept].toSorted());
  const missing = await db.owner<{ storage_key: string }[]>`
    select storage_key from public.import_files where missing_since is not null`;
  expect(missing.map((row) => row.storage_key)).toEqual([lost]);
});
