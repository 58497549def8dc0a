import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Command } from "commander";
import { commandLine } from "../../src/cli/program";
import { projectDirectory } from "../migrations";

/** What there is, for a document's words to be compared with. */
export interface Catalogue {
  /** Every path of the checkout, folders too. */
  paths: ReadonlySet<string>;
  fileNames: ReadonlySet<string>;
  scripts: ReadonlySet<string>;
  /** Every word of the code: what is named somewhere in it. */
  words: ReadonlySet<string>;
  /** Whether the code holds this text. */
  holds(text: string): boolean;
  /** The schema dump, without quotes around its names. */
  schema: string;
  /** Routes of the application; a parameter is `*`. */
  routes: readonly string[];
  command: Command;
}

const isCode = (path: string) =>
  /^(?:src|stack|tests|bench|supabase|public)\/|^[^/]+\.(?:ts|mjs|json)$|^\.(?:env\.example|ci\/run|oxlintrc\.json)$|^\.dependency/.test(
    path,
  ) &&
  /\.(?:[cm]?[jt]sx?|css|json|sql|toml|html|yaml|yml|example)$|\.ci\/run$/.test(path) &&
  path !== "package-lock.json";

export function readCatalogue(): Catalogue {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: projectDirectory,
    encoding: "utf8",
    maxBuffer: 64 * 1024 ** 2,
  });
  const files = listed.split("\0").filter(Boolean);
  const read = (path: string) => {
    try {
      return readFileSync(join(projectDirectory, path), "utf8");
    } catch {
      // Removed, and not committed yet.
      return "";
    }
  };
  // Not this check itself: its exceptions would prove each other.
  const code = files
    .filter((path) => isCode(path) && !path.startsWith("stack/docs/"))
    .map(read)
    .join("\n");
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  return {
    paths: new Set(files.flatMap(withParents)),
    fileNames: new Set(files.map((path) => basename(path))),
    scripts: new Set(Object.keys(scripts)),
    words: new Set(code.match(/[A-Za-z_][A-Za-z0-9_]*/g)),
    holds: (text) => code.includes(text),
    schema: read("supabase/schema.sql").replaceAll('"', ""),
    routes: files.flatMap(routeOf),
    command: commandLine(),
  };
}

function withParents(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_part, index) => parts.slice(0, index + 1).join("/"));
}

function routeOf(path: string): string[] {
  const [, route] = /^src\/app\/(.*?)\/?(?:page|route)\.tsx?$/.exec(path) ?? [];
  if (route === undefined) return [];
  const parts = route.split("/").filter((part) => part && !part.startsWith("("));
  return [`/${parts.map((part) => (part.startsWith("[") ? "*" : part)).join("/")}`];
}
