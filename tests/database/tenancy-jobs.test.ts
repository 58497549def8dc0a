import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { queueAlertMail, queueImportFailedMail } from "../../src/features/alerts/jobs";
import { forgottenImports } from "../../src/features/imports/jobs";
import { Tally } from "../tenancy/tally";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createTeam, type Team } from "./support/people";
import { createAlert } from "./support/records";
import { order, orderFile } from "./support/workbooks";

// A job says for which organization it works. One whose payload names another than its resource's must do nothing to
// either: not by a mistake of ours, nor by somebody who can write into the queue.
const db = useDatabase();
const imports = useImports(db);
let ours: Team;
let theirs: Team;
beforeEach(async () => {
  ours = await createTeam(db.owner, "ours");
  theirs = await createTeam(db.owner, "theirs");
});

const file = {
  content: orderFile([order("6500000001.00001", 100), order("6500000002.00001", 200)]),
  fileName: "orders.xlsx",
};

/** Everything that both organizations have, staged rows included. */
async function everything(): Promise<string> {
  const tables = await db.owner<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`;
  const prints: string[] = [];
  for (const { name } of tables) {
    const [row] = await db.owner<{ print: string }[]>`
      select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print from ${db.owner(name)} t`;
    prints.push(`${name} ${row!.print}`);
  }
  const staged =
    await db.owner`select c.relname from pg_class c where c.relnamespace = 'staging'::regnamespace order by 1`;
  return [...prints, ...staged.map(({ relname }) => String(relname))].join("\n");
}

describe("a job whose organization differs from its import's", () => {
  it("does nothing, in whatever phase the import is; the right one then works", async ({ task }) => {
    const tally = new Tally();
    const importId = await imports.upload(ours, file);
    const phases: [phase: string, next: () => Promise<unknown>][] = [
      ["uploaded", () => imports.work(ours, importId)],
      ["previewed", () => imports.confirm(ours, importId)],
      ["confirmed", () => imports.work(ours, importId)],
      [
        "applied",
        () =>
          db.as(
            ours.admin,
            (sql) =>
              sql`select public.request_undo(j.id, o.data_version) from public.import_jobs j join public.organizations o on o.id = j.organization_id where j.id = ${importId}`,
          ),
      ],
      ["to be undone", () => imports.work(ours, importId)],
      ["undone", async () => {}],
    ];
    for (const [phase, next] of phases) {
      for (const wrong of [theirs.id, randomUUID()]) {
        const before = await everything();
        await imports.work({ ...theirs, id: wrong }, importId);
        tally.case(
          "a job of another organization",
          `an import that is ${phase}`,
          "work",
          (await everything()) === before ? null : "something changed",
        );
      }
      await next();
    }
    task.meta.tenancy = tally;
    expect(tally.leaks).toEqual([]);
    expect((await imports.row(importId)).status).toBe("undone");
  });

  it("and clears nothing that a canceled import of another left", async () => {
    const importId = (await imports.preview(ours, file)).id;
    await db.as(ours.admin, (sql) => sql`select public.cancel_import(${importId})`);
    const before = await everything();
    await imports.work(theirs, importId);
    expect(await everything()).toBe(before);
  });

  it("queues no mail", async () => {
    const { id } = await imports.preview(ours, file);
    const alertId = await createAlert(db.owner, ours.id);
    const before = await everything();
    await db.owner.begin(async (sql) => {
      const moved = [{ alertId, step: "opened", level: "critical" }];
      expect(await queueAlertMail(sql, { organizationId: theirs.id, importJobId: id, moved })).toBe(0);
      expect(
        await queueImportFailedMail(sql, { organizationId: theirs.id, importJobId: id, reason: "x" }),
      ).toBe(0);
    });
    expect(await everything()).toBe(before);
  });
});

it("the worker's own look for forgotten imports names each with its organization", async () => {
  const importId = await imports.upload(ours, file);
  await db.owner`update public.import_jobs set created_at = now() - interval '1 minute' where id = ${importId}`;
  expect(await forgottenImports(db.owner)).toContainEqual({ organizationId: ours.id, importId });
});

it("a stored file is named by its organization's folder, and no other key opens anything", async () => {
  const { openStoredFile } = await import("../../src/libs/file-store");
  await imports.upload(ours, file);
  const [kept] = await db.owner<{ key: string }[]>`
    select storage_key as key from public.import_files where organization_id = ${ours.id}`;
  expect(kept!.key.startsWith(`${ours.id}/`)).toBe(true);
  for (const key of [
    `${theirs.id}/../${kept!.key}`,
    `../files/${kept!.key}`,
    `/${kept!.key}`,
    `${kept!.key}/../x`,
    "",
    "a//b",
    "a\0b",
  ])
    await expect(openStoredFile(key), key).rejects.toThrow("Not a key");
});
