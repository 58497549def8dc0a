import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { forgottenImports } from "../../src/features/imports/jobs";
import { copyIn } from "../../src/features/imports/pipeline/copy-in";
import { database } from "../../src/libs/database";
import { isSessionLost } from "../../src/libs/lost-session";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { turnOf, untilBlocked, whileHeld } from "./support/locks";
import { createOrganization, type Organization } from "./support/people";
import { silencingProxy, type SilencingProxy } from "./support/proxy";
import { order, orderFile } from "./support/workbooks";

const db = useDatabase();
let proxy: SilencingProxy;
// After the connections that lead through it were ended.
afterAll(async () => proxy.close());
const imports = useImports(db);
let organization: Organization;
beforeAll(async () => {
  proxy = await silencingProxy(imports.settings["DATABASE_URL"]!);
  process.env["DATABASE_URL"] = proxy.url;
});
// What hangs would not end by itself.
afterAll(async () => database().end({ timeout: 1 }));
beforeEach(async () => {
  organization = await createOrganization(db.owner, "hung");
});

const file = { content: orderFile([order("6500000001.00001", 100)]) };
/** How the heartbeat asks whether the job is still this run's. */
const signOfLife = "no key update nowait";

it("an import beside which all other connections of its process are busy is read all the same", async () => {
  const busy = Promise.withResolvers<void>();
  const others = Array.from({ length: 7 }, () =>
    database().begin(async (sql) => {
      await sql`select 1`;
      await busy.promise;
    }),
  );
  await vi.waitFor(
    async () => {
      const idle = await db.superuser`
        select 1 from pg_stat_activity where datname = current_database() and application_name ~ '^aestrak-' and state = 'idle in transaction'`;
      expect(idle).toHaveLength(others.length);
    },
    { timeout: 20_000 },
  );
  const rows = Array.from({ length: 6_000 }, (_, index) =>
    order(`65000${String(index).padStart(5, "0")}.00001`, index % 2 === 0 ? 100 : "much"),
  );
  const id = await imports.upload(organization, { content: orderFile(rows) });
  const row = await imports.work(organization, id);
  busy.resolve();
  await Promise.all(others);
  expect(row).toMatchObject({ status: "awaiting_confirmation", new_count: 3_000, error_count: 3_000 });
});

describe("a connection that falls silent", () => {
  it("under a sign of life costs that one; the next goes over another, and nobody takes the job over", async () => {
    const id = await imports.upload(organization, file);
    const run = await whileHeld(db.superuser, turnOf(organization.id), async () => {
      const running = imports.work(organization, id);
      await untilBlocked(db.superuser);
      proxy.silence(signOfLife);
      await vi.waitFor(() => expect(proxy.silent).toBe(1), { timeout: 20_000 });
      // As if the lease had nearly run out by now.
      await db.owner`update public.import_jobs set heartbeat_at = now() - interval '20 seconds' where id = ${id}`;
      await vi.waitFor(
        async () => {
          const [job] = await db.owner`
            select 1 from public.import_jobs where id = ${id} and heartbeat_at > now() - interval '5 seconds'`;
          expect(job).toBeDefined();
        },
        { timeout: 20_000 },
      );
      return { running };
    });
    expect(await run.running).toMatchObject({ status: "awaiting_confirmation", attempt: 0, new_count: 1 });
  });

  it("in the midst of the transaction that applies costs that try; the next one applies, once", async () => {
    const { id } = await imports.preview(organization, file);
    await imports.confirm(organization, id);
    const silent = proxy.silent;
    proxy.silence("insert into public.purchase_orders");
    const struckAt = performance.now();
    expect(await imports.work(organization, id)).toMatchObject({ status: "pending", phase: "applying" });
    expect(proxy.silent).toBe(silent + 1);
    const payload = { organizationId: organization.id, importId: id };
    await vi.waitFor(async () => expect(await forgottenImports(db.owner)).toContainEqual(payload), {
      timeout: 20_000,
    });
    expect(await imports.work(organization, id)).toMatchObject({ status: "succeeded", new_count: 1 });
    expect(performance.now() - struckAt).toBeLessThan(90_000);
    const orders = await db.owner`
      select order_value from public.purchase_orders where organization_id = ${organization.id}`;
    expect(orders).toEqual([{ order_value: "100.00" }]);
  });

  it("under a COPY ends it as a lost session", async () => {
    await db.owner`create table staging.copied (line text)`;
    async function* lines() {
      yield Buffer.from("first\n");
      proxy.silence("second");
      yield Buffer.from("second\n");
    }
    const copying = copyIn("staging.copied", ["line"], lines(), new AbortController().signal, 500);
    await expect(copying).rejects.toSatisfy(isSessionLost);
  });
});
