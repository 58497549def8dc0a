import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkBoundaries } from "../../stack/test/module-graph";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "aestrak-boundaries-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Every file that a rule speaks of, each harmless by itself. */
const innocent: Record<string, string> = {
  "src/libs/database.ts": "export type Sql = string;\nexport const database = () => 1;\n",
  "src/libs/jobs.ts": 'import { database } from "@/libs/database";\nexport const jobs = database;\n',
  "src/libs/money.ts": "export const money = 1;\n",
  "src/components/badge.tsx":
    'import { money } from "@/libs/money";\nexport const Badge = () => <b>{money}</b>;\n',
  "src/features/one/queries.ts": 'import { money } from "@/libs/money";\nexport const one = money;\n',
  "src/features/one/lib/inner.ts": "export const inner = 1;\n",
  "src/features/brand-new/queries.ts":
    'import { one } from "@/features/one/queries";\nexport const two = one;\n',
  "src/features/brand-new/jobs.ts":
    'import { database } from "@/libs/database";\nexport const run = database;\n',
  "src/features/brand-new/lib/rows.ts":
    'import type { Sql } from "@/libs/database";\nexport const rows = (sql: Sql) => sql;\n',
  "src/app/page.tsx":
    'import { two } from "@/features/brand-new/queries";\nexport default () => <p>{two}</p>;\n',
  "src/worker/main.ts": 'import "@/features/brand-new/jobs";\nexport const worker = 1;\n',
  "stack/main.ts": "export const stack = 1;\n",
};

async function violationsWith(changes: Record<string, string>) {
  for (const [path, text] of Object.entries({ ...innocent, ...changes })) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const { violations } = await checkBoundaries(directory);
  return violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`).toSorted();
}

describe("the boundary rules", () => {
  it("let ordinary code pass", async () => {
    expect(await violationsWith({})).toEqual([]);
  });

  it.each([
    [
      "a shared module that knows a feature",
      { "src/libs/money.ts": 'export { inner as money } from "@/features/one/lib/inner";\n' },
      ["shared-knows-no-feature: src/libs/money.ts → src/features/one/lib/inner.ts"],
    ],
    [
      "a component that loads a page",
      { "src/components/badge.tsx": 'export const Badge = () => import("@/app/page");\n' },
      ["shared-knows-no-feature: src/components/badge.tsx → src/app/page.tsx"],
    ],
    [
      "a look into another feature's inner rooms",
      {
        "src/features/brand-new/lib/x.ts":
          'import { inner } from "@/features/one/lib/inner";\nexport const x = inner;\n',
      },
      ["feature-through-its-door: src/features/brand-new/lib/x.ts → src/features/one/lib/inner.ts"],
    ],
    [
      "a feature that knows the worker",
      { "src/features/one/lib/inner.ts": 'export { worker as inner } from "../../../worker/main";\n' },
      ["feature-knows-no-entrance: src/features/one/lib/inner.ts → src/worker/main.ts"],
    ],
    [
      "an application that knows its embedded services",
      { "src/libs/money.ts": 'export { stack as money } from "../../stack/main";\n' },
      ["src-knows-no-stack: src/libs/money.ts → stack/main.ts"],
    ],
    [
      "a page on the owner's connection",
      {
        "src/app/page.tsx":
          'import { database } from "@/libs/database";\nexport default () => <p>{database()}</p>;\n',
      },
      ["owner-connection-is-for-jobs: src/app/page.tsx → src/libs/database.ts"],
    ],
    [
      "a feature's queries on the owner's connection",
      {
        "src/features/one/queries.ts":
          'import { database } from "@/libs/database";\nexport const one = database();\n',
      },
      ["owner-connection-is-for-jobs: src/features/one/queries.ts → src/libs/database.ts"],
    ],
    [
      "an import that leads nowhere",
      { "src/app/page.tsx": 'import { gone } from "@/libs/gone";\nexport default () => <p>{gone}</p>;\n' },
      ["no-unresolved: src/app/page.tsx → @/libs/gone"],
    ],
  ])("catch %s", async (_what, changes, caught) => {
    expect(await violationsWith(changes)).toEqual(caught);
  });

  it("catch two modules that need each other", async () => {
    const found = await violationsWith({
      "src/features/one/lib/inner.ts": 'import { other } from "./other";\nexport const inner = other;\n',
      "src/features/one/lib/other.ts":
        'import { inner } from "./inner";\nexport const other = () => inner;\n',
    });
    expect(found).toContain("no-cycles: src/features/one/lib/inner.ts → src/features/one/lib/other.ts");
  });

  it("are not taken for kept when the files could not be read", async () => {
    mkdirSync(join(directory, "src"));
    await expect(checkBoundaries(directory)).rejects.toThrow("Only 0 of 0 modules");
  });
});
