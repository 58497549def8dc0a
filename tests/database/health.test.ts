import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { SignOfLife } from "../../src/features/health/jobs";
import { checkHealth, checkParts } from "../../src/features/health/queries";
import { environment } from "../../src/libs/environment";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";

const db = useDatabase();
const imports = useImports(db);
let files: string;
// Of the gateway it is asked only whether it answers.
const gateway = createServer((_request, response) => response.end("[]"));

beforeAll(async () => {
  await new Promise<void>((listening) => gateway.listen(0, "127.0.0.1", listening));
  const { port } = gateway.address() as AddressInfo;
  // Before anything reads the settings.
  process.env["NEXT_PUBLIC_SUPABASE_URL"] = `http://127.0.0.1:${port}`;
  files = join(imports.folder, "files");
  mkdirSync(files, { recursive: true });
});
afterAll(() => void gateway.close());
beforeEach(async () => {
  await db.owner`delete from private.worker_heartbeats`;
});

const worker = () => new SignOfLife(randomUUID(), "0.1.0");
const well = { database: "ok", gateway: "ok", worker: "ok", storage: "ok", disk: "ok" };

async function livingWorker(): Promise<SignOfLife> {
  const sign = worker();
  await sign.beat();
  await sign.tryStore();
  return sign;
}

it("says of each part that it is ok, and without a worker what is missing", async () => {
  expect(await checkParts()).toEqual({
    ...well,
    worker: "no sign of life for 45 seconds",
    storage: "not tried for 5 minutes",
  });
  const sign = await livingWorker();
  expect(await checkParts()).toEqual(well);
  await sign.end();
  expect(await checkParts()).toMatchObject({ worker: "no sign of life for 45 seconds" });
});

it("asked by a hundred at once it looks once, and writes nothing", async () => {
  const sign = await livingWorker();
  const before = () => [
    ...readdirSync(files),
    statSync(files).mtimeMs,
    statSync(join(files, "incoming")).mtimeMs,
  ];
  const seen = before();
  const answers = Array.from({ length: 100 }, () => checkHealth());
  expect(new Set(answers).size).toBe(1);
  expect(await answers[0]).toEqual(well);
  expect(checkHealth()).toBe(answers[0]);
  expect(before()).toEqual(seen);
  await sign.end();
});

it("names a disk with less free space than the setting asks for", async () => {
  const sign = await livingWorker();
  const settings = environment();
  const usual = settings.AESTRAK_MIN_FREE_MB;
  settings.AESTRAK_MIN_FREE_MB = 1_000_000_000;
  expect(await checkParts()).toEqual({
    ...well,
    disk: "less than 1000000000 MB free for uploaded files",
  });
  settings.AESTRAK_MIN_FREE_MB = usual;
  expect(await checkParts()).toEqual(well);
  await sign.end();
});

it("names a store that can't be written, as the worker finds it", async () => {
  const sign = await livingWorker();
  // A file in the place of its folder, which even root can't write into.
  rmSync(join(files, "incoming"), { recursive: true });
  writeFileSync(join(files, "incoming"), "");
  await sign.tryStore();
  expect(await checkParts()).toEqual({ ...well, storage: "failing" });
  rmSync(join(files, "incoming"));
  await sign.tryStore();
  expect(await checkParts()).toEqual(well);
  await sign.end();
});

it("names used-up connections", async () => {
  const sign = await livingWorker();
  const [{ name } = { name: "" }] = await db.owner<{ name: string }[]>`select current_database() as name`;
  await db.superuser.unsafe(`alter database ${name} connection limit 1`);
  // Its own session is lost, and it gets no other.
  await db.superuser`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = 'postgres' and pid <> pg_backend_pid()`;
  await checkParts();
  expect(await checkParts()).toMatchObject({
    database: "no connection free",
    worker: "no connection free",
    gateway: "ok",
  });
  await db.superuser.unsafe(`alter database ${name} connection limit -1`);
  expect(await checkParts()).toEqual(well);
  await sign.end().catch(() => {});
});
