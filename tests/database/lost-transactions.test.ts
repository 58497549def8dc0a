import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { isSessionLost } from "../../src/libs/lost-session";
import { guardTransactions } from "../../src/libs/lost-transactions";
import { useDatabase } from "./support/database";

const db = useDatabase();
/** One connection, which every transaction takes, also after its session was lost. */
let sql: postgres.Sql;
beforeEach(async () => {
  const [current] = await db.owner<{ name: string }[]>`select current_database() as name`;
  const address = inject("servers").owner + current!.name;
  const connection = { application_name: "guarded" };
  const options = { max: 1, prepare: false, connect_timeout: 5, onnotice: () => {}, connection };
  sql = guardTransactions(postgres(address, options));
  await db.owner`create table if not exists staging.written (line text)`;
  await db.owner`truncate staging.written`;
});
afterEach(async () => sql.end({ timeout: 1 }));

const dropSession = () => db.superuser`
  select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'guarded'`;

const written = async () =>
  (await db.owner`select line from staging.written order by 1`).map(({ line }) => line as string);

const write = (on: postgres.Sql | postgres.TransactionSql, line: string) =>
  on`insert into staging.written values (${line})`;

/** The driver tells the first statement of a new session how the last one ended; after that it works again. */
const worksAgain = () =>
  vi.waitFor(
    () =>
      sql.begin(async (transaction) => {
        await write(transaction, "afterwards");
      }),
    { timeout: 20_000, interval: 50 },
  );

describe("a transaction whose session is lost", () => {
  it("during a statement fails, leaves nothing, and the process and the connection live", async () => {
    const failed = sql
      .begin(async (transaction) => {
        await write(transaction, "lost");
        const sleeping = transaction`select pg_sleep(60)`.execute();
        await vi.waitFor(
          async () => {
            const asleep = await db.superuser`
              select 1 from pg_stat_activity where application_name = 'guarded' and wait_event = 'PgSleep'`;
            expect(asleep).toHaveLength(1);
          },
          { timeout: 20_000 },
        );
        await dropSession();
        await sleeping;
      })
      .catch((error: unknown) => error);
    expect(await failed).toSatisfy(isSessionLost);
    await worksAgain();
    expect(await written()).toEqual(["afterwards"]);
  });

  it("between two statements writes nothing more, not even into the transaction that took its connection", async () => {
    const mayGoOn = Promise.withResolvers<void>();
    const failed = sql
      .begin(async (transaction) => {
        await write(transaction, "lost");
        await dropSession();
        await mayGoOn.promise;
        await write(transaction, "intruding");
      })
      .catch((error: unknown) => error);
    expect(await failed).toSatisfy(isSessionLost);
    await worksAgain();
    await sql.begin(async (transaction) => {
      await write(transaction, "next");
      mayGoOn.resolve();
      await transaction`select pg_sleep(0.2)`;
    });
    expect(await written()).toEqual(["afterwards", "next"]);
  });
});

describe("a transaction whose session lives", () => {
  it("commits and returns what its work returns", async () => {
    const result = await sql.begin(async (transaction) => {
      await write(transaction, "kept");
      return ["a", "b"];
    });
    expect(result).toEqual(["a", "b"]);
    expect(await written()).toEqual(["kept"]);
  });

  it("is rolled back by an error, and by the loss of a session that is not its own", async () => {
    for (const error of [new Error("no"), Object.assign(new Error("gone"), { code: "ECONNRESET" })]) {
      const failing = sql.begin(async (transaction) => {
        await write(transaction, "undone");
        throw error;
      });
      await expect(failing).rejects.toBe(error);
    }
    expect(await written()).toEqual([]);
  });
});
