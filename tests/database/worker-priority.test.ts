import { spawnSync } from "node:child_process";
import { constants, getPriority } from "node:os";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { expect, inject, it, vi } from "vitest";
import { sessionName } from "../../src/libs/database";
import { BehindPages, stepBackInDatabase } from "../../src/worker/priority";
import { useDatabase } from "./support/database";

const db = useDatabase();
const { PRIORITY_BELOW_NORMAL: low, PRIORITY_NORMAL: normal } = constants.priority;

it("the database's processes that work for the worker step back, and nobody else's", async () => {
  const connection = { application_name: sessionName };
  const own = postgres(inject("servers").owner + db.owner.options.database, { max: 2, connection });
  try {
    const pidOf = async (sql: postgres.Sql) =>
      (await sql<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]!.pid;
    const [mine, others] = [await pidOf(own), await pidOf(db.owner)];
    const lowered = await stepBackInDatabase(own, new Set());
    expect(lowered).toContain(mine);
    expect(getPriority(mine)).toBe(low);
    expect(lowered).not.toContain(others);
    expect(getPriority(others)).toBe(normal);
  } finally {
    await own.end();
  }
});

it("what has been lowered is left alone, and what has ended is forgotten", async () => {
  const connection = { application_name: sessionName };
  const own = postgres(inject("servers").owner + db.owner.options.database, { max: 1, connection });
  const [first] = await own<{ pid: number }[]>`select pg_backend_pid() as pid`;
  // As if it had been lowered before, and an ended one as well.
  const again = await stepBackInDatabase(own, new Set([first!.pid, 1]));
  await own.end();
  expect([...again]).toEqual([first!.pid]);
});

it("only while there is heavy work", async () => {
  const connection = { application_name: sessionName };
  const own = postgres(inject("servers").owner + db.owner.options.database, { max: 3, connection });
  const behindPages = new BehindPages(own);
  const reserved = await own.reserve();
  try {
    const [{ pid } = { pid: 0 }] = await reserved<{ pid: number }[]>`select pg_backend_pid() as pid`;
    await new Promise((done) => setTimeout(done, 1_200));
    expect(getPriority(pid)).toBe(normal);
    await behindPages.during(() => vi.waitFor(() => expect(getPriority(pid)).toBe(low), 10_000));
  } finally {
    void behindPages.stop();
    reserved.release();
    await own.end();
  }
});

it("a process steps back with all of its threads", () => {
  const priority = fileURLToPath(new URL("../../src/worker/priority.ts", import.meta.url));
  const program = `
    const { stepBack } = await import(${JSON.stringify(priority)});
    const os = await import("node:os");
    const { readdirSync } = await import("node:fs");
    stepBack();
    const threads = process.platform === "linux" ? readdirSync("/proc/self/task").map(Number) : [process.pid];
    console.log(JSON.stringify([...new Set(threads.map((thread) => os.getPriority(thread)))]));`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", program],
    {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      env: { ...process.env, TSX_TSCONFIG_PATH: "tsconfig.node.json" },
      encoding: "utf8",
    },
  );
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual([low]);
});
