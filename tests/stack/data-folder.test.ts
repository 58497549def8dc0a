import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../stack/installation";
import { findRunning, type Occupancy, occupy } from "../../stack/occupancy";
import { aestrak, createOrganization } from "../installation/command-line";
import { startProgram } from "../installation/program";
import { writeSamples } from "../installation/sample-files";
import { removeDataDirectory, temporaryDataDirectory } from "../installation/start";
import { familyOf } from "./support/processes";

// For AESTRAK_FAULTS=some each has its turn; AESTRAK_FAULTS=all tries every two of them at once, as in faults.test.ts.
const kinds = ["start", "status", "import", "undo", "backup"] as const;
type Kind = (typeof kinds)[number];
const all = kinds.flatMap((one, index) => kinds.slice(index).map((other): [Kind, Kind] => [one, other]));
const chosen: [Kind, Kind][] = [
  ["start", "start"],
  ["start", "import"],
  ["status", "import"],
  ["undo", "backup"],
];
const pairs = process.env["AESTRAK_FAULTS"] === "all" ? all : chosen;

const directory = temporaryDataDirectory();
let file = "";
let importId = "";
beforeAll(async () => {
  ({ purchaseOrdersFile: file } = await writeSamples({ purchaseOrders: 30, quantitySurveys: 1 }));
  await createOrganization(directory, { name: "Pairs", slug: "pairs", email: "admin@example.com" });
  const { stdout, code, stderr } = await aestrak(
    directory,
    "import",
    file,
    "--org",
    "pairs",
    "--yes",
    "--json",
  );
  // The first command on an empty folder says nothing of how it came about.
  if (code !== 0 || stderr) throw new Error(`The first import ended with ${code}: ${stderr}`);
  importId = (JSON.parse(stdout) as { job_id: string }).job_id;
});
afterAll(() => removeDataDirectory(directory));

/**
 * What one does, alone or beside another; it ends by itself, and throws where it failed. A start goes on until `other`
 * is over: a command that joined it would end with it, and say so.
 */
const deeds: Record<Kind, (other?: Promise<unknown>) => Promise<"done" | "refused">> = {
  async start(other) {
    const program = startProgram(["stack/main.ts"], {
      AESTRAK_DATA_DIR: directory,
      PORT: String(await freePort()),
    });
    while (!program.said().includes("is ready") && !program.hasEnded())
      await new Promise((go) => setTimeout(go, 100));
    if (program.hasEnded()) {
      expect(program.stderr()).toMatch(
        /^\s*AESTrak already runs on \S+, at \S+\. Stop it first, or set AESTRAK_DATA_DIR\.\s*$/,
      );
      return "refused";
    }
    await other;
    const family = familyOf(program.pid);
    program.signal("SIGTERM");
    expect(await program.ended).toBe(0);
    expect(family.filter((pid) => familyOf(pid).length > 0)).toEqual([]);
    return "done";
  },
  status: () => command("status", "--org", "pairs"),
  import: () => command("import", file, "--org", "pairs", "--yes"),
  undo: () => command("undo", importId, "--org", "pairs"),
  async backup() {
    let occupancy: Occupancy | null = null;
    while (!occupancy) {
      occupancy = occupy(directory, { as: "command", called: "backup" });
      await new Promise((go) => setTimeout(go, 50));
    }
    // Nobody is in it meanwhile.
    expect(findRunning(directory)).toBeNull();
    occupancy.leave();
    return "done";
  },
};

async function command(...words: string[]): Promise<"done"> {
  const { code, stderr } = await aestrak(directory, ...words);
  expect(stderr).toMatch(/^(Waiting for [^\n]+\n)*$/);
  expect(code).toBe(0);
  return "done";
}

describe.runIf(process.env["AESTRAK_FAULTS"])("two at once on one data folder", () => {
  it.each(pairs)("%s and %s", async (one, other) => {
    const second = deeds[other]();
    // A backup waits for the start to end, and a second start is refused or waits.
    const isCommand = other !== "start" && other !== "backup";
    const outcomes = await Promise.all([
      deeds[one](isCommand ? second.catch(() => null) : undefined),
      second,
    ]);
    if (one === "start" && other === "start") expect(outcomes).toContain("done");
    else expect(outcomes).toEqual(["done", "done"]);
    expect(findRunning(directory)).toBeNull();
  });

  it("and what is there is in order afterwards", async () => {
    expect(await deeds.status()).toBe("done");
    expect(await command("audit", "verify", "--org", "pairs")).toBe("done");
  });
});
