import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aestrak, createOrganization } from "../installation/command-line";
import { withoutTotals, writeDisguisedPdf, writeSamples } from "../installation/sample-files";
import {
  removeDataDirectory,
  type RunningInstallation,
  startInstallation,
  temporaryDataDirectory,
} from "../installation/start";

const directory = temporaryDataDirectory();
const slug = "north-yard";
let running: RunningInstallation;

beforeAll(async () => {
  running = await startInstallation(directory);
  await createOrganization(directory, { name: "North Yard Ltd", slug, email: "admin@example.com" });
});
afterAll(async () => {
  await running.stop();
  removeDataDirectory(directory);
});

/** Runs a command that must fail. @returns the one line that it wrote to stderr */
async function failing(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await aestrak(directory, ...words, "--json");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  const lines = stderr.trim().split("\n");
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

describe("a command that can't be carried out ends with code 1, one sentence on stderr and nothing on stdout", () => {
  it("for an organization that there is not", async () => {
    expect(await failing("status", "--org", "nobody")).toBe(
      `There is no organization "nobody". There are: ${slug}.`,
    );
  });

  it("for a slug that is taken", async () => {
    const words = ["org", "create", "--name", "North", "--slug", slug, "--admin-email", "a@example.com"];
    expect(await failing(...words)).toBe(`There is an organization "${slug}" already. Choose another slug.`);
  });

  it("for an address that is none", async () => {
    const words = ["org", "create", "--name", "South", "--slug", "south", "--admin-email", "nobody"];
    expect(await failing(...words)).toBe('"nobody" is not an e-mail address.');
  });

  it("for a file that there is not", async () => {
    expect(await failing("import", "/nowhere/orders.xlsx", "--org", slug)).toBe(
      "There is no file /nowhere/orders.xlsx.",
    );
  });

  it("for a folder", async () => {
    expect(await failing("import", directory, "--org", slug)).toBe(`There is no file ${directory}.`);
  });

  it("for an empty file", async () => {
    const file = join(directory, "empty.xlsx");
    writeFileSync(file, "");
    expect(await failing("import", file, "--org", slug)).toBe(
      "empty.xlsx is empty. Export it again and upload the new file.",
    );
  });

  it("for a file that is no workbook", async () => {
    expect(await failing("import", writeDisguisedPdf(), "--org", slug)).toBe(
      "quantity-surveys.xlsx: This is a PDF, not a workbook; export the table as Excel or CSV instead.",
    );
  });

  it("for an export that lacks a column", async () => {
    const file = await withoutTotals((await writeSamples()).quantitySurveysFile);
    expect(await failing("import", file, "--org", slug)).toMatch(
      /^without-totals\.xlsx: No column was recognised as “TOTAL”, .* Open the import in the browser to answer/,
    );
  });

  it("for a purchase order line that there is not", async () => {
    expect(await failing("po", "1234567890.00001", "--org", slug)).toBe(
      "North Yard Ltd has no purchase order line 1234567890.00001.",
    );
  });

  it("for an option that is missing", async () => {
    expect(await failing("status")).toMatch(/^error: required option '--org <slug>' not specified/);
  });
});
