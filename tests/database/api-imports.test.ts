import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { site, useApi } from "./support/api";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createTeam, type Team } from "./support/people";
import { auditOf } from "./support/refusals";
import { order, orderFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);
const { ask, list, read, send, tokenOf } = useApi(db);
let team: Team;
let others: Team;

beforeAll(async () => {
  team = await createTeam(db.owner, "team");
  others = await createTeam(db.owner, "others");
});

const twoOrders = orderFile([order("6500000001.00001", 1000), order("6500000002.00001", 500)]);

describe("a file that is sent", () => {
  it("waits for a person by default, under its maker's name, and names the token in the audit log", async () => {
    const token = await tokenOf(team);
    const sha256 = createHash("sha256").update(twoOrders).digest("hex");
    const { status, json, headers } = await send(token, twoOrders, {
      query: "",
      headers: {
        "x-file-name": Buffer.from("Aufträge.xlsx").toString("latin1"),
        "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "x-content-sha256": sha256,
      },
    });
    expect(status).toBe(201);
    const { id, links } = json as { id: string; links: { self: string; page: string } };
    expect(headers.get("location")).toBe(links.self);
    expect(links).toEqual({ self: `${site}/api/v1/imports/${id}`, page: `${site}/imports/${id}` });
    await imports.work(team, id);
    expect((await read(token, id)).json).toMatchObject({
      status: "awaiting_confirmation",
      message: "Waits for a person to check and confirm it in the browser.",
      kind: "purchase-orders",
      source: "api",
      confirm: false,
      file: { name: "Aufträge.xlsx", byte_size: twoOrders.length, sha256 },
      counts: { rows: 2, new: 2, errors: 0 },
      money: { before: "0.00", after: "1500.00" },
      failure: null,
    });
    const uploaded = (await auditOf(db.owner, team.id)).find(({ entity_id }) => entity_id === id);
    expect(uploaded).toMatchObject({
      action: "import.uploaded",
      acted_by: team.admin.userId,
      after: { source: "api", api_token: { name: "Nightly" } },
    });
    expect(JSON.stringify(uploaded)).not.toContain(token);
  });

  it.each([
    ["no name", { query: "" }, 400],
    ["a parameter that nobody knows", { query: "?name=a.xlsx&confrim=true" }, 400],
    ["another word for true", { query: "?name=a.xlsx&confirm=yes" }, 400],
    ["an ending of another program", { query: "?name=a.pdf" }, 422],
    ["a form around it", { headers: { "content-type": "multipart/form-data; boundary=x" } }, 415],
    ["a checksum of another file", { headers: { "x-content-sha256": "0".repeat(64) } }, 422],
    ["another length than it said", { headers: { "content-length": "12" } }, 422],
    ["more than 200 MB", { headers: { "content-length": String(200 * 1024 * 1024 + 1) } }, 413],
  ])("with %s is refused, and nothing is kept", async (_what, how, status) => {
    const token = await tokenOf(others);
    expect(await send(token, twoOrders, how)).toMatchObject({ status });
    expect(await send(token, undefined)).toMatchObject({ status: 422 });
    expect((await list(token)).json).toEqual({ imports: [], next: null });
    await db.owner`update public.api_tokens set revoked_at = now() where organization_id = ${others.id}`;
  });

  it("without an announced length is cut off where the limit is", async () => {
    const token = await tokenOf(team);
    const block = new Uint8Array(8 * 1024 * 1024);
    let blocks = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (blocks++ > 40) controller.close();
        else controller.enqueue(block);
      },
    });
    const answer = await ask(
      { method: "POST", path: "/api/v1/imports", query: "?name=a.csv" },
      { token, body: endless },
    );
    expect(answer.status).toBe(413);
    expect(blocks).toBeLessThan(35);
  });
});
