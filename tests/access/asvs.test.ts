import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectDirectory } from "../../stack/migrations";
import { type Node, nodesBelow, parseModule } from "./syntax";

// docs/security/asvs.md says of each requirement what shows it: this keeps what it names true.

const read = (path: string) => readFileSync(join(projectDirectory, path), "utf8");
const document = read("docs/security/asvs.md");

interface Row {
  no: string;
  /** Everything that the row says, and what its column "shown by" does. */
  text: string;
  shownBy: string;
  state: "met" | "in part" | "not met";
}

const cellsOf = (line: string) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

const rows = document.split("\n").flatMap((line): Row[] => {
  const [no = "", , , shownBy = "", said = ""] = cellsOf(line);
  if (!/^\d+\.\d+\.\d+$/.test(no)) return [];
  const state = /^(?:met|in part|not met)(?=$|:)/.exec(said)?.[0] as Row["state"] | undefined;
  if (!state) throw new Error(`${no} has no state that is known: ${said}`);
  return [{ no, text: line, shownBy, state }];
});

/** What a row cites: a path, and parts of titles or of the text behind it. */
interface Citation {
  path: string;
  quoted: string[];
}

const isPath = (text: string) => /^(?:src|stack|tests|docs|supabase|public|bench|\.ci)\/\S+$/.test(text);
const isTest = (path: string) => /\.(?:test|spec)\.tsx?$/.test(path);

const citationsIn = (text: string): Citation[] =>
  [...text.matchAll(/`([^`]+)`(\s*›\s*"[^"]+"(?:,\s*"[^"]+")*)?/g)].flatMap(([, path = "", behind = ""]) =>
    isPath(path) ? [{ path, quoted: [...behind.matchAll(/"([^"]+)"/g)].map(([, part = ""]) => part) }] : [],
  );

const literalsOf = (node: Node): string[] => {
  if (node.type === "StringLiteral") return [node.value as string];
  if (node.type !== "TemplateLiteral") return [];
  return (node.quasis as { cooked: string }[]).map(({ cooked }) => cooked);
};

/** test(…), it.each(…)(…), test.describe(…) and their like. */
function isOfTests(callee: unknown): boolean {
  const { type, value, object, callee: inner, tag } = (callee ?? {}) as Node;
  if (type === "Identifier") return ["test", "it", "describe"].includes(value as string);
  if (type === "MemberExpression") return isOfTests(object);
  if (type === "CallExpression") return isOfTests(inner);
  return type === "TaggedTemplateExpression" && isOfTests(tag);
}

const known = new Map<string, string[]>();

/** The titles of a file of tests, and the names of their cases. */
function titlesOf(path: string): string[] {
  const titles = known.get(path) ?? titlesIn(path, read(path));
  known.set(path, titles);
  return titles;
}

const titlesIn = (path: string, text: string): string[] =>
  [...nodesBelow(parseModule(path, text).body)]
    .filter(({ type, callee }) => type === "CallExpression" && isOfTests(callee))
    .flatMap((call) => {
      const [first] = call.arguments as { expression: Node }[];
      if (!first) return [];
      return first.expression.type === "ArrayExpression"
        ? [...nodesBelow(first.expression)].flatMap(literalsOf)
        : literalsOf(first.expression);
    });

const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
const commandsIn = (text: string) => [...text.matchAll(/`npm run ([\w:-]+)`/g)].map(([, name = ""]) => name);

/** What is wrong with the citations of a text: files that are not there, titles that are not in them. */
const faultsOf = (text: string): string[] =>
  citationsIn(text).flatMap(({ path, quoted }) => {
    if (!existsSync(join(projectDirectory, path))) return [`${path} is not there`];
    if (quoted.length === 0) return [];
    const found = isTest(path) ? titlesOf(path) : [read(path)];
    return quoted
      .filter((part) => !found.some((title) => title.includes(part)))
      .map((part) => `${path} has no “${part}”`);
  });

describe("the rows of ASVS", () => {
  it("name files and titles that there are", () => {
    expect(rows.length).toBeGreaterThan(150);
    expect(rows.flatMap(({ no, text }) => faultsOf(text).map((fault) => `${no}: ${fault}`))).toEqual([]);
    expect(faultsOf(document)).toEqual([]);
    expect(commandsIn(document).filter((name) => !scripts[name])).toEqual([]);
  });

  it("say which title of a test shows it", () => {
    const bare = rows.flatMap(({ no, shownBy }) =>
      citationsIn(shownBy)
        .filter(({ path, quoted }) => isTest(path) && quoted.length === 0)
        .map(({ path }) => `${no}: ${path}`),
    );
    expect(bare).toEqual([]);
  });

  it("that are met are shown by a test, by a check, by code, or say why by nothing", () => {
    const unshown = rows
      .filter(({ state }) => state === "met")
      .filter(({ shownBy }) => citationsIn(shownBy).length + commandsIn(shownBy).length === 0)
      .filter(({ shownBy }) => !/\bnothing: \S/.test(shownBy))
      .map(({ no }) => no);
    expect(unshown).toEqual([]);
  });

  it("are each there once", () => {
    expect(new Set(rows.map(({ no }) => no)).size).toBe(rows.length);
  });
});

const countOf = (state: Row["state"], chapter = "") =>
  rows.filter((row) => row.state === state && row.no.startsWith(chapter)).length;

describe("the counts", () => {
  it("of each chapter, and of all, are those of the rows", () => {
    const counted = document.split("\n").flatMap((line) => {
      const [name = "", ...numbers] = cellsOf(line).map((cell) => cell.replaceAll("*", ""));
      const chapter = /^V(\d+) /.exec(name)?.[1];
      if (!chapter && name !== "all") return [];
      const counts = (["met", "in part", "not met"] as const).map((state) =>
        countOf(state, chapter && `${chapter}.`),
      );
      return [{ name, numbers: numbers.map(Number), counts }];
    });
    expect(counted.length).toBeGreaterThan(10);
    for (const { name, numbers, counts } of counted) expect(numbers, name).toEqual(counts);
  });

  it("in SECURITY.md are the same, and name what is not met", () => {
    const [, section = ""] = read("SECURITY.md").split("## OWASP ASVS 5.0");
    const said = /(\d+) are met, (\d+) in part, (\d+) not: ([^.]*(?:\.\d[^.]*)*)\./.exec(
      section.replace(/\s+/g, " "),
    );
    expect(said?.slice(1, 4).map(Number)).toEqual([countOf("met"), countOf("in part"), countOf("not met")]);
    const named = [...(said?.[4] ?? "").matchAll(/\d+\.\d+\.\d+/g)].map(([no]) => no);
    expect(named.toSorted()).toEqual(
      rows
        .filter(({ state }) => state === "not met")
        .map(({ no }) => no)
        .toSorted(),
    );
  });
});

describe("a citation", () => {
  it("of a file or a title that is not there is found", () => {
    expect(faultsOf("`tests/access/none.test.ts`")).toEqual(["tests/access/none.test.ts is not there"]);
    const here = "tests/access/asvs.test.ts";
    expect(faultsOf(`\`${here}\` › "of a file or a title that", "no such thing"`)).toEqual([
      `${here} has no “no such thing”`,
    ]);
    // What a file says elsewhere is no title.
    expect(faultsOf(`\`${here}\` › "isOfTests"`)).toEqual([`${here} has no “isOfTests”`]);
  });
});
