import type { Command } from "commander";
import type { Catalogue } from "./catalogue";
import { exceptions } from "./exceptions";
import type { Span } from "./spans";

/** Folders of the checkout by which a path in it begins. */
const ownFolders = /^(?:\.ci|bench|docs|public|src|stack|supabase|tests)\//;
/** Paths of systems and of other servers. */
const foreignPaths = /^\/(?:var|tmp|etc|proc|auth\/v1|rest\/v1|storage\/v1|emails)\b/;

/** @returns what is false about what the span names; null when it is right, or nothing that can be proven */
export function faultOf({ text, isShell }: Span, catalogue: Catalogue): string | null {
  if (Object.hasOwn(exceptions, text)) return null;
  const command = /^(?:npm run (?:-s|--silent) )?aestrak (?:-- )?(.+)$/.exec(text);
  if (command) return faultOfCommand(command[1]!, catalogue.command);
  const script = /^npm (?:run )?(?:-s |--silent )?([a-z][a-z:-]*)/.exec(
    text.replace(/^.*&& (?=npm run)/, ""),
  );
  if (script) return faultOfScript(text, script[1]!, catalogue);
  if (isShell || /\s/.test(text)) return null;
  return faultOfPath(text, catalogue) ?? faultOfRoute(text, catalogue) ?? faultOfName(text, catalogue);
}

function faultOfScript(text: string, name: string, { scripts }: Catalogue): string | null {
  const npms = ["ci", "install", "audit", "sbom", "exec"];
  if (!text.startsWith("npm run") && npms.includes(name)) return null;
  return scripts.has(name) ? null : `package.json has no script ${name}`;
}

/** Words of a call of aestrak: each command and option in it is one that commander knows. */
function faultOfCommand(words: string, program: Command): string | null {
  let command = program;
  for (const word of words.split(/\s+/)) {
    if (word.startsWith("--")) {
      const option = word.replace(/=.*$/, "");
      const known = command.options.some(({ long }) => long === option) || option === "--help";
      if (!known) return `aestrak ${command.name()} has no option ${option}`;
      continue;
    }
    const next: Command | undefined = command.commands.find((one) => one.name() === word);
    if (next) command = next;
    else if (command.commands.length > 0 && /^[a-z]/.test(word)) {
      return `aestrak has no command ${word}`;
    }
  }
  return null;
}

function faultOfPath(text: string, { paths, fileNames }: Catalogue): string | null {
  if (/[<>*…{}$]/.test(text)) return null;
  if (ownFolders.test(text)) {
    return paths.has(text.replace(/\/$/, "")) ? null : "there is no such path";
  }
  if (/^[\w.-]+\.(?:tsx?|mjs|spec|sql|toml)$/.test(text)) {
    return fileNames.has(text) ? null : "there is no file of this name";
  }
  return null;
}

function faultOfRoute(text: string, { routes }: Catalogue): string | null {
  if (!/^\/[a-z]/.test(text) || foreignPaths.test(text)) return null;
  const asked = text
    .replace(/[?#].*$/, "")
    .replace(/\/$/, "")
    .split("/");
  const isPart = (route: string[]) =>
    asked.every((part, index) => route[index] === part || route[index] === "*" || /[{<[…]/.test(part));
  return routes.some((route) => isPart(route.split("/"))) ? null : "the application has no such route";
}

function faultOfName(text: string, { words, schema, holds }: Catalogue): string | null {
  const option = /^(--[a-z][a-z-]*)$/.exec(text);
  if (option) {
    return holds(option[1]!) || words.has(option[1]!.slice(2)) ? null : "no program here has this option";
  }
  const qualified = /^((?:public|private|staging)\.[a-z_]+)(?:\(\))?$/.exec(text);
  if (qualified) return schema.includes(qualified[1]!) ? null : "the schema has no such table or function";
  const setting = /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=\S*)?$/.exec(text);
  if (setting) return words.has(setting[1]!) ? null : "no code reads this setting";
  // snake_case, camelCase and calls: names of columns, functions, types.
  const name = /^([A-Za-z][A-Za-z0-9]*(?:_[a-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+|[A-Za-z_][\w.]*\(\))$/.exec(
    text,
  );
  if (!name) return null;
  const unknown = text
    .replace("()", "")
    .split(".")
    .find((part) => !words.has(part));
  return unknown === undefined ? null : "the code knows no such name";
}
