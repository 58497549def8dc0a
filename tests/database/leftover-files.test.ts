import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { beforeEach, expect, it } from "vitest";
import { sweepFiles } from "../../src/features/imports/jobs";
import { database } from "../../src/libs/database";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createOrganization, type Organization } from "./support/people";
import { order, orderFile } from "./support/workbooks";

const project = join(import.meta.dirname, "../..");
const db = useDatabase();
const imports = useImports(db);
let organization: Organization;
let files: string;
beforeEach(async () => {
  files = join(imports.folder, "files");
  rmSync(files, { recursive: true, force: true });
  organization = await createOrganization(db.owner, "leftovers");
});

const hours = (count: number) => Date.now() + count * 3_600_000;
const sweep = (now?: number) => sweepFiles(database(), { now });
const entries = (folder: string) => (existsSync(join(files, folder)) ? readdirSync(join(files, folder)) : []);

async function until(happened: () => boolean | Promise<boolean>) {
  while (!(await happened())) await delay(20);
}

/** Begins an upload in a process of its own. */
function uploading(ends: boolean): ChildProcess {
  return spawn(
    process.execPath,
    ["--import", "tsx", join(project, "tests/database/support/upload-process.ts")],
    {
      cwd: project,
      env: {
        ...process.env,
        ...imports.settings,
        TSX_TSCONFIG_PATH: join(project, "tsconfig.node.json"),
        ORGANIZATION: organization.id,
        ENDS: ends ? "yes" : "no",
      },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
}

async function killed(child: ChildProcess) {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

it("an upload that was killed while it arrived leaves a file that is swept after an hour", async () => {
  const child = uploading(false);
  await until(() => entries("incoming").length === 1);
  await killed(child);
  expect(await sweep()).toMatchObject({ temporary: 0 });
  expect(entries("incoming")).toHaveLength(1);
  expect(await sweep(hours(1.1))).toMatchObject({ temporary: 1 });
  expect(entries("incoming")).toEqual([]);
});

it("one that was killed before it had a row leaves a kept file that is swept after a day", async () => {
  // Nobody can write a row as long as this lasts.
  const held = await db.owner.reserve();
  await held`begin`;
  await held`lock table public.import_files in share mode`;
  const child = uploading(true);
  await until(() => entries(organization.id).length === 1);
  await killed(child);
  await held`rollback`;
  held.release();
  expect(await sweep(hours(23))).toMatchObject({ unknown: 0 });
  expect(entries(organization.id)).toHaveLength(1);
  expect(await sweep(hours(25))).toMatchObject({ unknown: 1 });
  expect(entries(organization.id)).toEqual([]);
});

it("the files of imports stay, also where two workers sweep at once", async () => {
  const id = await imports.upload(organization, {
    content: orderFile([order("6500000001.00001", 1)]),
  });
  await mkdir(join(files, organization.id), { recursive: true });
  for (let n = 0; n < 20; n += 1) await writeFile(join(files, organization.id, `left-${n}`), "");
  const [one, other] = await Promise.all([sweep(hours(48)), sweep(hours(48))]);
  expect(one.unknown + other.unknown).toBeGreaterThanOrEqual(20);
  expect(entries(organization.id)).toHaveLength(1);
  expect((await imports.work(organization, id)).status).toBe("awaiting_confirmation");
});

it("a folder of an organization that this database doesn't know is another installation's", async () => {
  const foreign = "0b8f6c1e-0000-4000-8000-000000000001";
  await mkdir(join(files, foreign), { recursive: true });
  writeFileSync(join(files, foreign, "theirs"), "");
  await sweep(hours(1_000));
  expect(entries(foreign)).toEqual(["theirs"]);
});

it("a file that is gone is noted, and no longer when it is back; its import says so instead of trying for ever", async () => {
  const id = await imports.upload(organization, {
    content: orderFile([order("6500000001.00001", 1)]),
  });
  const [name] = entries(organization.id);
  const path = join(files, organization.id, name!);
  const content = await readFile(path);
  rmSync(path);
  const since = async () =>
    (
      await db.owner<
        { missing_since: Date | null }[]
      >`select missing_since from public.import_files where organization_id = ${organization.id}`
    )[0]!.missing_since;

  expect(await sweep()).toMatchObject({ missing: 0 });
  expect(await sweep(hours(2))).toMatchObject({ missing: 1 });
  expect(await since()).not.toBeNull();
  expect(await sweep(hours(3))).toMatchObject({ missing: 0, found: 0 });
  const failed = await imports.work(organization, id);
  expect(failed).toMatchObject({ status: "failed", failure_code: "file-missing" });
  expect(failed.failure_reason).toContain("no longer there");

  await writeFile(path, content);
  expect(await sweep(hours(4))).toMatchObject({ found: 1 });
  expect(await since()).toBeNull();
});
