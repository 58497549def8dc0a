import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectDirectory } from "../../stack/migrations";

// What the sources must not hold, wherever it would stand.

const sources = readdirSync(join(projectDirectory, "src"), { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => ({ path: `src/${path}`, text: readFileSync(join(projectDirectory, "src", path), "utf8") }));

const holding = (pattern: RegExp) => sources.flatMap(({ path, text }) => (pattern.test(text) ? [path] : []));

it.each([
  ["start a process", /["'](?:node:)?child_process["']/],
  ["evaluate text", /\beval\(|\bFunction\(|["'](?:node:)?vm["']/],
  [
    "write HTML by hand",
    /dangerouslySetInnerHTML|\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write/,
  ],
  ["make a pattern of text", /\bRegExp\(/],
  ["send a statement that is no tagged template", /\.unsafe\(/],
  ["let another site's page read an answer", /access-control-allow/i],
  ["listen to what other windows post", /addEventListener\(\s*["']message["']|\bonmessage\b/],
  ["hinder pasting", /\bonPaste\b/],
  ["take randomness that can be foreseen", /Math\.random/],
  ["use a broken hash", /create(?:Hash|Hmac)\(\s*["'](?:md5|sha-?1)["']/i],
])("no source may %s", (_what, pattern) => {
  expect(sources.length).toBeGreaterThan(300);
  expect(holding(pattern)).toEqual([]);
});

it("each field for a password hides what is typed, and names itself to password managers", () => {
  const fields = sources.flatMap(({ text }) =>
    [...text.matchAll(/<[Ii]nput\b[^>]*?name="\w*password"[^>]*>/gi)].map(([field]) => field),
  );
  expect(fields.length).toBeGreaterThan(6);
  for (const field of fields) {
    expect(field).toContain('type="password"');
    expect(field).toMatch(/autoComplete="(?:current|new)-password"/);
  }
});

it("each cookie of ours is made in one place", () => {
  expect(holding(/httpOnly|sameSite/)).toEqual(["src/libs/access/session-cookie.ts"]);
});
