import { existsSync, writeFileSync } from "node:fs";
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
const failing = (...words: string[]) => endingWith(1, ...words);

async function endingWith(expected: number, ...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await aestrak(directory, ...words, "--json");
  expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
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

  it("for a file that there is not", async () => {
    expect(await failing("import", "/nowhere/orders.xlsx", "--org", slug)).toBe(
      "There is no file /nowhere/orders.xlsx.",
    );
  });

  it("for a folder without exports", async () => {
    const logs = join(directory, "logs");
    expect(await failing("import", logs, "--org", slug)).toBe(
      `There is no .xlsx or .csv file in the folder ${logs}.`,
    );
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

  it("for a purchase order line that there is not", async () => {
    expect(await failing("po", "1234567890.00001", "--org", slug)).toBe(
      "North Yard Ltd has no purchase order line 1234567890.00001.",
    );
  });

  it("for an import that there is not, whether its organization is named or not", async () => {
    const unknown = "00000000-0000-4000-8000-000000000000";
    expect(await failing("undo", unknown)).toBe(`There is no import ${unknown}.`);
    expect(await failing("undo", unknown, "--org", slug)).toBe(`There is no import ${unknown}.`);
    expect(await failing("undo", unknown, "--org", "nobody")).toContain('There is no organization "nobody"');
  });
});

describe("a command that is used wrongly ends with code 2, and begins nothing", () => {
  it.each([
    ["an option that is missing", ["status"], /^error: required option '--org <slug>' not specified/],
    ["a command that there is not", ["forecast", "--org", slug], /^error: unknown command 'forecast'/],
    ["an option that there is not", ["status", "--org", slug, "--yes"], /^error: unknown option '--yes'/],
    [
      "a plan that there is not",
      ["org", "plan", "huge", "--org", slug],
      /Allowed choices are essential, growth/,
    ],
    ["an id that is none", ["undo", "the-last", "--org", slug], /^"the-last" is no id of an import\.$/],
    [
      "an address that is none",
      ["org", "create", "--name", "South", "--slug", "south", "--admin-email", "nobody"],
      /^"nobody" is not an e-mail address\.$/,
    ],
  ])("for %s", async (_what, words, sentence) => {
    expect(await endingWith(2, ...words)).toMatch(sentence);
  });

  it("not even the services of an installation that doesn't run", async () => {
    const nowhere = join(directory, "not-there");
    const { code, stderr } = await aestrak(nowhere, "status");
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("--org") as string });
    expect(existsSync(nowhere)).toBe(false);
  });
});

it("an export that waits for a person's answer ends with code 3 and the question", async () => {
  const file = await withoutTotals((await writeSamples()).quantitySurveysFile);
  expect(await endingWith(3, "import", file, "--org", slug)).toMatch(
    /^without-totals\.xlsx: No column was recognised as “TOTAL”, .* Open the import in the browser to answer/,
  );
});
