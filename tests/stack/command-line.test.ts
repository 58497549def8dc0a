import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SampleManifest } from "../../stack/samples/manifest";
import { aestrak, aestrakJson, createOrganization } from "../installation/command-line";
import { writeSamples } from "../installation/sample-files";
import {
  removeDataDirectory,
  type RunningInstallation,
  startInstallation,
  temporaryDataDirectory,
} from "../installation/start";

/** What `import --json` prints, as far as the manifest of the samples says it too. */
interface Imported {
  job_id: string;
  kind: string;
  status: string;
  rows: number;
  new: number;
  changed: number;
  unchanged: number;
  duplicates: number;
  orphans: number;
  withdrawn: number;
  errors: number;
  alerts_opened: number;
  money_before: string;
  money_after: string;
}

const directory = temporaryDataDirectory();
const slug = "north-yard";
let manifest: SampleManifest;

beforeAll(async () => {
  manifest = await writeSamples({ seed: 4 });
});
afterAll(() => removeDataDirectory(directory));

const importFile = (file: string, ...words: string[]) =>
  aestrakJson<Imported>(directory, "import", file, "--org", slug, ...words);

function statusOf({ levels, ...files }: SampleManifest) {
  return {
    purchase_orders: files.purchaseOrders,
    order_value: files.orderValue,
    authorized: files.authorized,
    quantity_surveys: files.quantitySurveys,
    total_spent: files.totalSpent,
    orphans: files.orphans,
    orphan_total: files.orphanTotal,
    levels,
  };
}

describe("the command line, without a running installation", () => {
  it("makes an organization and prints a link for its admin, as often as one is wanted", async () => {
    const made = await createOrganization(directory, {
      name: "North Yard Ltd",
      slug,
      email: "Admin@Example.com",
    });
    expect(made).toEqual({
      organization_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      slug,
      admin_email: "admin@example.com",
      invitation_link: expect.stringMatching(/^http:\/\/localhost:\d+\/invite\/[0-9a-f]{64}$/) as string,
    });
    const again = await aestrakJson<typeof made>(
      directory,
      "org",
      "invite-admin",
      "admin@example.com",
      "--org",
      slug,
    );
    expect(again).toEqual({ ...made, invitation_link: expect.stringContaining("/invite/") as string });
    expect(again.invitation_link).not.toBe(made.invitation_link);
  });

  it("previews an import to the cent, and applies nothing without --yes", async () => {
    const preview = await importFile(manifest.purchaseOrdersFile);
    expect(preview).toMatchObject({
      kind: "purchase-orders",
      status: "awaiting_confirmation",
      rows: manifest.purchaseOrders,
      new: manifest.purchaseOrders,
      errors: 0,
      money_before: "0.00",
      money_after: manifest.orderValue,
    });
    const status = await aestrakJson<object>(directory, "status", "--org", slug);
    expect(status).toMatchObject({ purchase_orders: 0, order_value: "0.00", open_alerts: 0 });
  });

  it("applies with --yes, and what stands then is what the files hold", async () => {
    await importFile(manifest.purchaseOrdersFile, "--yes");
    const surveys = await importFile(manifest.quantitySurveysFile, "--yes");
    expect(surveys).toMatchObject({
      kind: "quantity-surveys",
      status: "succeeded",
      rows: manifest.rows,
      new: manifest.quantitySurveys,
      changed: 0,
      unchanged: 0,
      duplicates: manifest.duplicates,
      orphans: manifest.orphans,
      withdrawn: 0,
      errors: 0,
      money_before: "0.00",
      money_after: manifest.totalSpent,
    });
    const status = await aestrakJson<{ open_alerts: number }>(directory, "status", "--org", slug);
    expect(status).toEqual({
      ...statusOf(manifest),
      open_alerts: surveys.alerts_opened,
      missing_files: 0,
    });
    expect(surveys.alerts_opened).toBeGreaterThan(0);
  });
});

describe("the command line, beside a running installation", () => {
  let running: RunningInstallation;
  beforeAll(async () => {
    running = await startInstallation(directory);
  });
  afterAll(() => running.stop());

  it("answers from the same data", async () => {
    expect(await aestrakJson(directory, "status", "--org", slug)).toMatchObject(statusOf(manifest));
  });

  it("prints for people what it prints for programs", async () => {
    const { code, stdout, stderr } = await aestrak(directory, "status", "--org", slug);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("North Yard Ltd");
    expect(stdout).toContain(`${manifest.purchaseOrders} purchase order lines`);
    const spent = Intl.NumberFormat("en-US", { minimumFractionDigits: 2 }).format(
      manifest.totalSpent as Intl.StringNumericLiteral,
    );
    expect(stdout).toContain(`${spent} spent`);
  });

  it("puts the organization on the plan that was agreed", async () => {
    const plan = (name: string) => aestrakJson<object>(directory, "org", "plan", name, "--org", slug);
    expect(await plan("enterprise")).toMatchObject({ plan: "enterprise", former_plan: "essential" });
    expect(await plan("essential")).toMatchObject({ plan: "essential", former_plan: "enterprise" });
  });

  it("finds that the same files change nothing", async () => {
    for (const file of [manifest.purchaseOrdersFile, manifest.quantitySurveysFile])
      expect(await importFile(file, "--yes")).toMatchObject({
        new: 0,
        changed: 0,
        withdrawn: 0,
        alerts_opened: 0,
      });
    expect(await aestrakJson(directory, "status", "--org", slug)).toMatchObject(statusOf(manifest));
  });

  it("takes the next week's full exports as the portal writes them", async () => {
    const next = await writeSamples({ seed: 4, week: 2 });
    await importFile(next.purchaseOrdersFile, "--yes");
    const surveys = await importFile(next.quantitySurveysFile, "--snapshot", "--yes");
    expect(surveys.money_after).toBe(next.totalSpent);
    expect(await aestrakJson(directory, "status", "--org", slug)).toMatchObject(statusOf(next));
  });

  it("answers for one purchase order line", async () => {
    const { stdout } = await aestrak(directory, "import", manifest.purchaseOrdersFile, "--org", slug);
    expect(stdout).toContain("Not applied.");
    const order = await aestrakJson<Record<string, string>>(
      directory,
      "po",
      await firstOrder(),
      "--org",
      slug,
    );
    const cents = (amount = "") => BigInt(amount.replace(".", ""));
    expect(cents(order["remaining_budget"])).toBe(cents(order["order_value"]) - cents(order["total_spent"]));
    expect(order).toMatchObject({
      purchase_order_no: expect.stringMatching(/^\d{10}\.\d{5}$/) as string,
      order_value: expect.stringMatching(/^\d+\.\d{2}$/) as string,
      level: expect.stringMatching(/^(?:on_track|warning|critical|over_budget)$/) as string,
    });
  });

  async function firstOrder(): Promise<string> {
    const { default: postgres } = await import("postgres");
    const sql = postgres(running.databaseUrl, { max: 1 });
    const [order] = await sql<{ purchase_order_no: string }[]>`
      select purchase_order_no from public.purchase_orders where total_spent > 0 order by 1 limit 1`;
    await sql.end();
    return order!.purchase_order_no;
  }
});
