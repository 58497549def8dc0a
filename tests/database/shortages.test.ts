import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { answerTo } from "../../src/libs/access/refusals";
import { useApi } from "./support/api";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createTeam } from "./support/people";
import { order, orderFile } from "./support/workbooks";

// Disks that are really full, and connections that are really used up.
const db = useDatabase();
const imports = useImports(db);
const { send, tokenOf } = useApi(db);
const where = { action: "test", requestId: "0c4be7f2-1d2e-4f39-9d1a-6a1c3f0e8b57" };

/** Only root may mount a disk of a few kilobytes, and not in every container. */
const folder = mkdtempSync(join(tmpdir(), "aestrak-tiny-"));
const canMount = (() => {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
afterAll(async () => {
  if (canMount) execFileSync("umount", ["-l", folder]);
  rmSync(folder, { recursive: true, force: true });
});

const rows = Array.from({ length: 6000 }, (_, n) => order(`65${String(n).padStart(8, "0")}.00001`, 10));

describe.skipIf(!canMount)("a full disk (needs the right to mount one)", () => {
  describe("under the database", () => {
    beforeAll(async () => {
      const [at] = await db.superuser<{ directory: string; name: string }[]>`
        select current_setting('data_directory') as directory, current_database() as name`;
      const { uid, gid } = statSync(at!.directory);
      chownSync(folder, uid, gid);
      chmodSync(folder, 0o700);
      const name = `tiny_${at!.name}`;
      await db.superuser.unsafe(`create tablespace ${name} location '${folder}'`);
      await db.superuser.unsafe(`grant create on tablespace ${name} to public`);
      // For the sessions that are opened from now on, those of the import among them.
      await db.superuser.unsafe(`alter database ${at!.name} set default_tablespace = '${name}'`);
    });

    it("fails an import with a sentence that names it", async () => {
      const team = await createTeam(db.owner, "team");
      const id = await imports.upload(team, { content: orderFile(rows) });
      await imports.work(team, id).catch(() => {});
      const row = await imports.row(id);
      expect(row).toMatchObject({
        status: "failed",
        failure_code: "disk-full",
        failure_reason: expect.stringContaining("The disk of AESTrak's machine is full"),
      });
    });
  });

  it("under the uploaded files is named to whoever sends one, and nothing is kept", async () => {
    const team = await createTeam(db.owner, "team");
    const before = process.env["AESTRAK_FILE_DIRECTORY"];
    const { environment } = await import("../../src/libs/environment");
    const files = join(folder, "files");
    mkdirSync(files);
    environment().AESTRAK_FILE_DIRECTORY = files;
    try {
      const { status, json } = await send(await tokenOf(team), Buffer.alloc(600_000, "a,b\n"), {
        query: "?name=orders.csv",
      });
      expect({ status, json }).toMatchObject({
        status: 507,
        json: { detail: expect.stringContaining("The disk of AESTrak's machine is full") },
      });
      expect(readdirSync(files, { recursive: true }).filter((name) => name !== "incoming")).toEqual([]);
      expect(await db.owner`select from public.import_jobs where organization_id = ${team.id}`).toHaveLength(
        0,
      );
    } finally {
      environment().AESTRAK_FILE_DIRECTORY = before;
    }
  });
});

it("connections that are used up are named", async () => {
  const name = `crowded_${Date.now()}`;
  await db.superuser.unsafe(`create role ${name} login password 'crowded' connection limit 0`);
  const url = new URL(inject("servers").owner + db.owner.options.database);
  url.username = name;
  url.password = "crowded";
  const sql = postgres(url.href, { max: 1, onnotice: () => {} });
  try {
    const error: unknown = await sql`select 1`.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "53300" });
    expect(answerTo(error, where)).toMatchObject({
      status: 503,
      sentence: expect.stringContaining("no connection free"),
      headers: { "retry-after": "60" },
    });
  } finally {
    await sql.end();
    await db.superuser.unsafe(`drop role ${name}`);
  }
});
