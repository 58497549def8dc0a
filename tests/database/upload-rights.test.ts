import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { receiveImport } from "../../src/features/imports/receive";
import { useApi } from "./support/api";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createTeam, type Team } from "./support/people";
import { openSession } from "./support/sessions";
import { order, orderFile } from "./support/workbooks";

// Rights are asked before a body is read, which may take minutes: they are asked again when all of it has arrived.
const db = useDatabase();
const imports = useImports(db);
const { ask, read, send, tokenOf } = useApi(db);
const content = orderFile([order("6500000001.00001", 1000)]);

/** A body of two halves, between which something happens. */
async function* interrupted(meanwhile: () => Promise<unknown>) {
  yield new Uint8Array(content.subarray(0, 500));
  await meanwhile();
  yield new Uint8Array(content.subarray(500));
}

/** The same as the body of a request, of which nothing is read before the server asks for it. */
function bodyWith(meanwhile: () => Promise<unknown>): ReadableStream<Uint8Array> {
  const halves = interrupted(meanwhile);
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await halves.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}

const deactivate = (team: Team, userId: string) =>
  db.owner`update public.organization_members set status = 'deactivated' where organization_id = ${team.id} and user_id = ${userId}`;

/** Expects that neither a row nor a file of the organization is there. */
async function expectNothingKept({ id }: Team): Promise<void> {
  expect(await db.owner`select id from public.import_files where organization_id = ${id}`).toHaveLength(0);
  expect(await db.owner`select id from public.import_jobs where organization_id = ${id}`).toHaveLength(0);
  const files = await readdir(imports.folder, { recursive: true });
  expect(files.filter((file) => file.startsWith(`${id}/`) || file.startsWith("incoming/"))).toEqual([]);
}

describe("a script that loses its right while its file arrives", () => {
  it.each([
    [
      "the token is revoked",
      ({ id }: Team) =>
        db.owner`update public.api_tokens set revoked_at = now() where organization_id = ${id}`,
    ],
    [
      "the token expires",
      ({ id }: Team) =>
        db.owner`update public.api_tokens set expires_at = now() - interval '1 second' where organization_id = ${id}`,
    ],
    [
      "the token loses its scope",
      ({ id }: Team) =>
        db.owner`update public.api_tokens set scopes = '{imports:read}' where organization_id = ${id}`,
    ],
    ["its maker is deactivated", (team: Team) => deactivate(team, team.admin.userId)],
    [
      "its maker is demoted",
      ({ id, admin }: Team) =>
        db.owner`update public.organization_members set role = 'member' where organization_id = ${id} and user_id = ${admin.userId}`,
    ],
  ])("delivers nothing when %s", async (_what, takeAway) => {
    const team = await createTeam(db.owner, "team");
    const token = await tokenOf(team);
    const sent = bodyWith(async () => takeAway(team));
    const query = "?name=orders.xlsx&confirm=true";
    const answer = await ask({ method: "POST", path: "/api/v1/imports", query }, { token, body: sent });
    expect(answer).toMatchObject({
      status: 403,
      json: { detail: expect.stringContaining("Nothing was kept.") },
    });
    await expectNothingKept(team);
  });

  it("delivers when nothing happens", async () => {
    const team = await createTeam(db.owner, "team");
    const sent = bodyWith(async () => {});
    const query = "?name=orders.xlsx";
    const answer = await ask(
      { method: "POST", path: "/api/v1/imports", query },
      { token: await tokenOf(team), body: sent },
    );
    expect(answer.status).toBe(201);
  });

  it("has nothing applied without a person when that happens before the worker comes to it", async () => {
    const team = await createTeam(db.owner, "team");
    const token = await tokenOf(team);
    const { json } = await send(token, content, { query: "?name=orders.xlsx&confirm=true" });
    const { id } = json as { id: string };
    await db.owner`update public.api_tokens set revoked_at = now() where organization_id = ${team.id}`;
    await imports.work(team, id);
    expect((await read(await tokenOf(team), id)).json).toMatchObject({
      status: "awaiting_confirmation",
      message: expect.stringContaining("was revoked"),
    });
    expect(
      await db.owner`select from public.purchase_orders where organization_id = ${team.id}`,
    ).toHaveLength(0);
  });
});

describe("a person who loses the right while their file arrives", () => {
  it.each([
    ["is deactivated", (team: Team) => deactivate(team, team.member.userId)],
    [
      "is logged out",
      ({ member }: Team) =>
        db.owner`update public.user_sessions set ended_at = now(), end_reason = 'ended_by_user' where user_id = ${member.userId}`,
    ],
    [
      "comes to owe a second factor",
      ({ member }: Team) =>
        db.owner`update public.user_sessions set needs_second_factor = true where user_id = ${member.userId}`,
    ],
  ])("delivers nothing once the person %s", async (_what, takeAway) => {
    const team = await createTeam(db.owner, "team");
    const { sessionId } = await openSession(db.owner, team.member);
    const upload = (meanwhile: () => Promise<unknown>) =>
      receiveImport({
        organizationId: team.id,
        userId: team.member.userId,
        session: { sessionId },
        request: { ip: null, userAgent: null, requestId: "test" },
        fileName: "orders.xlsx",
        content: interrupted(meanwhile),
        source: "browser",
      });
    await expect(upload(async () => takeAway(team))).rejects.toMatchObject({ code: "AE403" });
    await expectNothingKept(team);
  });
});
