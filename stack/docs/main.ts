// Checks what can be proven of the documents: every path, script, command, option, setting, route, table and function
// that they name is there, their links lead somewhere, and .env.example explains the settings that are read.
// With --write, puts the options of each command into docs/command-line.md.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { projectDirectory } from "../migrations";
import { readCatalogue } from "./catalogue";
import { withTables } from "./command-tables";
import { faultOf } from "./judge";
import { faultsOfSettings } from "./settings";
import { linksOf, spansOf } from "./spans";

const at = (path: string) => join(projectDirectory, path);
const read = (path: string) => readFileSync(at(path), "utf8");
const faults: string[] = [];
const catalogue = readCatalogue();

// Generated, and compared with the database by check:generated.
const generated = new Set(["docs/data-dictionary.md"]);
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...readdirSync(at("docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
].filter((path) => !generated.has(path));

const commandLine = "docs/command-line.md";
const tables = withTables(read(commandLine), catalogue.command);
if (process.argv.includes("--write")) writeFileSync(at(commandLine), tables.text);
else faults.push(...tables.faults.map((fault) => `${commandLine}: ${fault} (npm run check:docs -- --write)`));

let examined = 0;
for (const path of documents) {
  const markdown = read(path);
  for (const span of spansOf(markdown)) {
    examined += 1;
    const fault = faultOf(span, catalogue);
    if (fault) faults.push(`${path}:${span.line}: \`${span.text}\`: ${fault}`);
  }
  for (const link of linksOf(markdown)) {
    const target = relative(projectDirectory, join(at(dirname(path)), link)).replace(/\/$/, "");
    if (!catalogue.paths.has(target)) faults.push(`${path}: the link to ${link} leads nowhere`);
  }
}
faults.push(
  ...faultsOfSettings(
    read(".env.example"),
    read("src/libs/environment.ts"),
    (name) => catalogue.holds(`process.env.${name}`) || catalogue.holds(`process.env["${name}"]`),
  ),
);

for (const fault of faults) console.error(fault);
if (faults.length > 0 || examined < 500) {
  console.error(`${faults.length} false statements in the documents (${examined} names examined).`);
  process.exitCode = 1;
} else {
  console.log(`${examined} names in ${documents.length} documents are as they say.`);
}
