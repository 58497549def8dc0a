import { Command } from "commander";
import { expect, it } from "vitest";
import type { Catalogue } from "./catalogue";
import { withTables } from "./command-tables";
import { faultOf } from "./judge";
import { faultsOfSettings } from "./settings";
import { linksOf, spansOf } from "./spans";

const program = new Command("aestrak");
program.command("status").option("--org <slug>", "the organization").option("--json", "as JSON");
program.command("org").command("create").option("--name <name>", "as people call it");

const code = 'process.env.LOG_LEVEL; args("--server"); lease_token asUser heartbeat_at';
const catalogue: Catalogue = {
  paths: new Set(["src", "src/libs", "src/libs/paths.ts", "docs", "docs/api.md"]),
  fileNames: new Set(["paths.ts", "api.md"]),
  scripts: new Set(["start", "validate"]),
  words: new Set(code.match(/\w+/g)),
  holds: (text) => code.includes(text),
  schema: "create table private.worker_heartbeats (",
  routes: ["/api/health", "/imports/*/undo"],
  command: program,
};
const fault = (text: string, isShell = false) => faultOf({ text, line: 1, isShell }, catalogue);

it.each([
  ["src/libs/paths.ts", "src/libs/path.ts"],
  ["src/libs/", "src/lib/"],
  ["paths.ts", "routes.ts"],
  ["npm run validate", "npm run verify"],
  ["npm start", "npm serve"],
  ["npm run -s aestrak -- status --org acme --json", "npm run -s aestrak -- status --slug acme"],
  ["aestrak org create --name X", "aestrak org remove"],
  ["aestrak status", "aestrak forecast"],
  ["--server", "--sever"],
  ["LOG_LEVEL=debug", "LOG_LEVELS"],
  ["/api/health", "/api/healthz"],
  ["/imports/{id}/undo", "/imports/{id}/redo"],
  ["private.worker_heartbeats", "private.worker_beats"],
  ["lease_token", "lease_tokens"],
  ["asUser()", "asPerson()"],
])("%s stands, and %s is found to be false", (right, wrong) => {
  expect(fault(right)).toBeNull();
  expect(fault(wrong)).not.toBeNull();
});

it("a command in a shell example is examined, without its comment", () => {
  const [span] = spansOf("text\n```sh\nnpm run -s aestrak -- forecast # soon\n```\n");
  expect(span).toEqual({ text: "npm run -s aestrak -- forecast", line: 3, isShell: true });
  expect(faultOf(span!, catalogue)).toBe("aestrak has no command forecast");
});

it("an example in another language is left alone", () => {
  expect(spansOf("```json\n`x_y`\n```\nand `a_b`")).toEqual([{ text: "a_b", line: 4, isShell: false }]);
});

it("links to other sites and within a page lead nowhere that could be looked up", () => {
  expect(linksOf("[a](docs/api.md#top) [b](https://example.com) [c](#here)")).toEqual(["docs/api.md"]);
});

it("a table of options that is not commander's is found, and so is a command that has none", () => {
  const page =
    "<!-- options of status -->\n\n| option | means |\n| --- | --- |\n| `--all` | all |\n\n<!-- end -->\n";
  const { text, faults } = withTables(page, program);
  expect(faults).toEqual(["the options of status are others", "the command org create is missing"]);
  expect(text).toContain("| `--org <slug>` | the organization |");
  expect(withTables(text, program).faults).toEqual(["the command org create is missing"]);
});

it("settings that are read and not explained are found, and the other way round", () => {
  const names = Array.from({ length: 10 }, (_, n) => `SETTING_${"ABCDEFGHIJ"[n]}`);
  const environment = names.map((name) => `    ${name}: z.string(),`).join("\n");
  const example = [...names.slice(1), "OLD_SETTING"].map((name) => `${name}=`).join("\n");
  expect(faultsOfSettings(example, environment, () => false)).toEqual([
    ".env.example doesn't explain SETTING_A, which src/libs/environment.ts reads",
    ".env.example explains OLD_SETTING, which nothing reads",
  ]);
});
