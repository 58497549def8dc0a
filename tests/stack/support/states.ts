import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { expect, vi } from "vitest";

/** What a state needs to know of the installation that it is brought about in. */
export interface Scene {
  siteUrl: string;
  cookie: string;
  organizationId: string;
  /** Connects as the owner; another one after each death of the database. */
  sql: postgres.Sql;
  /** A purchase order export that nobody has imported yet. */
  file: string;
  /** The server that takes mail when it is told to. */
  smtp: { hold(): Promise<void>; release(): void; received: string[] };
}

/** What an installation was at when a part of it was killed. */
export interface Interrupted {
  /** Lets go of what held the state. */
  release(): Promise<void>;
  /** Sees what was interrupted to its end, and throws where it came out otherwise than it should. */
  expectDone(scene: Scene): Promise<void>;
}

export const states = { "idle under load": idle, upload, staging, applying, undoing, mail };
export type State = keyof typeof states;

const longest = { timeout: 90_000, interval: 100 };

async function idle({ siteUrl, cookie }: Scene): Promise<Interrupted> {
  let looking = true;
  const look = async (): Promise<void> => {
    // Errors are what they may meet while a part is gone.
    for (; looking; await delay(20))
      await fetch(`${siteUrl}/dashboard`, { headers: { cookie } }).catch(() => null);
  };
  const viewers = Array.from({ length: 10 }, look);
  return {
    async release() {
      looking = false;
      await Promise.all(viewers);
    },
    expectDone: async () => {},
  };
}

async function upload(scene: Scene): Promise<Interrupted> {
  const free = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const bytes = readFileSync(scene.file);
  async function* halves() {
    yield bytes.subarray(0, bytes.length / 2);
    begun.resolve();
    await free.promise;
    yield bytes.subarray(bytes.length / 2);
  }
  const body = Readable.toWeb(Readable.from(halves())) as ReadableStream<Uint8Array>;
  const sent = send(scene, body).catch(() => null);
  await begun.promise;
  return {
    async release() {
      free.resolve();
      await sent;
    },
    async expectDone(after) {
      // Whether it arrived or not, sending it again is safe.
      const importId = await send(after, new Blob([bytes]).stream());
      await reaches(after.sql, importId, "awaiting_confirmation");
    },
  };
}

async function staging(scene: Scene): Promise<Interrupted> {
  const release = await hold(
    scene.sql,
    (tx) => tx`lock table staging.purchase_orders in access exclusive mode`,
  );
  const importId = await sendFile(scene);
  await untilBlocked(scene.sql);
  return { release, expectDone: ({ sql }) => reaches(sql, importId, "awaiting_confirmation") };
}

async function applying(scene: Scene): Promise<Interrupted> {
  const importId = await sendFile(scene);
  await reaches(scene.sql, importId, "awaiting_confirmation");
  const release = await hold(scene.sql, (tx) => turnOf(tx, scene));
  await confirm(scene.sql, importId);
  await untilBlocked(scene.sql);
  return { release, expectDone: ({ sql }) => reaches(sql, importId, "succeeded") };
}

async function undoing(scene: Scene): Promise<Interrupted> {
  const importId = await sendFile(scene);
  await reaches(scene.sql, importId, "awaiting_confirmation");
  await confirm(scene.sql, importId);
  await reaches(scene.sql, importId, "succeeded");
  const release = await hold(scene.sql, (tx) => turnOf(tx, scene));
  await scene.sql`
    select private.begin_undo(id, null, (select data_version from public.organizations where id = organization_id))
    from public.import_jobs where id = ${importId}`;
  await untilBlocked(scene.sql);
  return { release, expectDone: ({ sql }) => reaches(sql, importId, "undone") };
}

async function mail({ sql, smtp, organizationId }: Scene): Promise<Interrupted> {
  const inHand = smtp.hold();
  const key = `fault-${Math.random()}`;
  const payload = { organizationName: "Faults", importJobId: key, fileName: "x.xlsx", reason: key };
  await sql`
    insert into public.email_outbox (organization_id, kind, recipient, dedupe_key, payload)
    values (${organizationId}, 'import_failed', 'someone@example.com', ${key}, ${sql.json(payload)})`;
  await inHand;
  return {
    release: async () => smtp.release(),
    async expectDone(after) {
      await vi.waitFor(async () => {
        // A mail whose sender died may have arrived or not; then nobody sends it twice.
        await after.sql`update public.email_outbox set next_attempt_at = now() where status = 'sending'`;
        const [row] = await after.sql<{ status: string }[]>`
          select status from public.email_outbox where dedupe_key = ${key}`;
        expect(["sent", "uncertain"]).toContain(row!.status);
      }, longest);
      expect(after.smtp.received.filter((text) => text.includes(key)).length).toBeLessThanOrEqual(1);
    },
  };
}

async function send({ siteUrl, cookie, file }: Scene, body: ReadableStream<Uint8Array>): Promise<string> {
  const { length } = readFileSync(file);
  const words = new URLSearchParams({ name: basename(file), size: String(length) });
  const request: RequestInit & { duplex: "half" } = {
    method: "POST",
    body,
    duplex: "half",
    headers: { cookie, origin: siteUrl, "content-type": "application/octet-stream" },
  };
  const answer = await fetch(`${siteUrl}/api/imports/upload?${words}`, request);
  if (answer.status !== 201) throw new Error(`The upload answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { importId: string }).importId;
}

const sendFile = (scene: Scene) => send(scene, new Blob([readFileSync(scene.file)]).stream());

/** Confirms what the preview says now. */
const confirm = (sql: postgres.Sql, importId: string) => sql`
  select private.begin_apply(id, null, preview_version, mode, repeat_policy) from public.import_jobs where id = ${importId}`;

const turnOf = (tx: postgres.TransactionSql, { organizationId }: Scene) =>
  tx`select pg_advisory_xact_lock(hashtextextended(${organizationId}, 1))`;

/** Holds what `lock` takes. @returns lets go of it, if the database hasn't done so by its death */
async function hold(
  sql: postgres.Sql,
  lock: (tx: postgres.TransactionSql) => Promise<unknown>,
): Promise<() => Promise<void>> {
  const free = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const holder = sql
    .begin(async (tx) => {
      await lock(tx);
      held.resolve();
      await free.promise;
    })
    .catch(() => {});
  await held.promise;
  return async () => {
    free.resolve();
    await Promise.race([holder, delay(1_000)]);
  };
}

async function untilBlocked(sql: postgres.Sql): Promise<void> {
  await vi.waitFor(async () => {
    const waiting = await sql`
      select 1 from pg_stat_activity where wait_event_type = 'Lock' and application_name ~ '^aestrak-'`;
    expect(waiting.length).toBeGreaterThan(0);
  }, longest);
}

/** Waits for the import's status; time passes quickly for a worker that died at it. */
async function reaches(sql: postgres.Sql, importId: string, status: string): Promise<void> {
  await vi.waitFor(async () => {
    await sql`
      update public.import_jobs set heartbeat_at = heartbeat_at - interval '31 seconds'
      where id = ${importId} and status = 'processing' and heartbeat_at < now() - interval '7 seconds'`;
    await sql`
      update pgboss.job set heartbeat_on = heartbeat_on - interval '31 seconds'
      where name = 'import' and state = 'active' and heartbeat_on < now() - interval '12 seconds'`;
    const [job] = await sql<{ status: string; failure_reason: string | null }[]>`
      select status, failure_reason from public.import_jobs where id = ${importId}`;
    if (job!.status !== status) throw new Error(`still ${job!.status}: ${job!.failure_reason}`);
  }, longest);
}
