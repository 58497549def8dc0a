import { pipeline } from "node:stream/promises";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { copyStream } from "../../src/libs/copy-stream";
import { isSessionLost } from "../../src/libs/lost-session";
import { useDatabase } from "./support/database";
import { whileHeld } from "./support/locks";

const db = useDatabase();
/** One connection for each test, so that a statement that follows takes the place of a session that was lost. */
let sql: postgres.Sql;
beforeEach(async () => {
  const [current] = await db.owner<{ name: string }[]>`select current_database() as name`;
  const address = inject("servers").owner + current!.name;
  const connection = { application_name: "copying" };
  sql = postgres(address, { max: 1, prepare: false, onnotice: () => {}, connection });
  await db.owner.unsafe(`
    drop table if exists staging.taken;
    create table staging.taken (line text);
    create or replace function staging.at_the_end() returns trigger language plpgsql as $$
      begin
        if (select count(*) from staging.taken) > 2 then raise exception 'No more than two.'; end if;
        perform pg_advisory_xact_lock(4711);
        return null;
      end $$;
    -- Runs when the server has all rows and has answered nothing yet.
    create trigger at_the_end after insert on staging.taken execute function staging.at_the_end()`);
});
// A driver that lost a session may wait for it in vain.
afterEach(async () => sql.end({ timeout: 1 }));

const dropSession = () => db.superuser`
  select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'copying'`;

const taken = () => db.owner`select line from staging.taken order by 1`;

const open = () => copyStream(sql`copy staging.taken (line) from stdin`);

describe("a stream into a table", () => {
  it("ends when the server has taken all of it", async () => {
    await pipeline(["a\n", "b\n"], await open());
    expect(await taken()).toEqual([{ line: "a" }, { line: "b" }]);
  });

  it("fails when the session is lost with rows to come, even while nobody listens", async () => {
    const stream = await open();
    stream.write("a\n");
    await dropSession();
    await vi.waitFor(() => expect(stream.destroyed).toBe(true), { timeout: 20_000 });
    expect(isSessionLost(stream.errored)).toBe(true);
    expect(await taken()).toEqual([]);
  });

  it("fails when the session is lost after the last row, before the server has answered", async () => {
    const stream = await open();
    await whileHeld(
      db.owner,
      (held) => held`select pg_advisory_xact_lock(4711)`,
      async () => {
        const copied = pipeline(["a\n"], stream).catch((error: unknown) => error);
        await vi.waitFor(
          async () => {
            const waiting = await db.superuser`
              select 1 from pg_stat_activity where application_name = 'copying' and wait_event_type = 'Lock'`;
            expect(waiting).toHaveLength(1);
          },
          { timeout: 20_000 },
        );
        await dropSession();
        expect(await copied).toSatisfy(isSessionLost);
      },
    );
    // The driver may tell the next statement of the loss, too. One then ends with success, which isn't the stream's.
    await vi.waitFor(async () => expect(await sql`select 1 as answer`).toEqual([{ answer: 1 }]));
    expect(stream.writableFinished).toBe(false);
    expect(await taken()).toEqual([]);
  });

  it("fails when the server refuses it at its very end", async () => {
    const stream = await open();
    await expect(pipeline(["a\n", "b\n", "c\n"], stream)).rejects.toThrow("No more than two.");
    expect(await taken()).toEqual([]);
    expect(await sql`select 1 as answer`).toEqual([{ answer: 1 }]);
  });

  it("that is given up takes nothing", async () => {
    const stream = await open();
    stream.write("a\n");
    stream.destroy(new Error("enough"));
    await vi.waitFor(() => expect(stream.closed).toBe(true), { timeout: 20_000 });
    expect(await sql`select 1 as answer`).toEqual([{ answer: 1 }]);
    expect(await taken()).toEqual([]);
  });
});
