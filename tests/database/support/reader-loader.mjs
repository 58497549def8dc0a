// Lets Node load the reader's thread as it stands: TypeScript, with the alias "@/" and names without an extension.
// The tests start some hundred of these threads, so what is stripped of its types once is kept for the next one.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { fileURLToPath, pathToFileURL } from "node:url";

const project = new URL("../../../", import.meta.url);
const kept = fileURLToPath(new URL("node_modules/.cache/reader-thread/", project));
mkdirSync(kept, { recursive: true });

registerHooks({
  resolve(specifier, context, next) {
    const isAlias = specifier.startsWith("@/");
    if (!isAlias && !specifier.startsWith(".")) return next(specifier, context);
    const base = isAlias
      ? new URL(`src/${specifier.slice(2)}`, project)
      : new URL(specifier, context.parentURL);
    const path = fileURLToPath(base);
    const names = [path, `${path}.ts`, `${path}/index.ts`];
    const found = names.find((name) => /\.\w+$/.test(name) && existsSync(name));
    return { url: pathToFileURL(found ?? path).href, shortCircuit: true };
  },
  load(url, context, next) {
    if (!url.endsWith(".ts")) return next(url, context);
    const text = readFileSync(fileURLToPath(url), "utf8");
    const file = join(kept, `${createHash("md5").update(text).digest("hex")}.mjs`);
    if (!existsSync(file)) {
      // Under its name only when it is whole: other threads look there, too.
      const draft = `${file}.${process.pid}.${threadId}`;
      writeFileSync(draft, stripTypeScriptTypes(text));
      renameSync(draft, file);
    }
    return { format: "module", source: readFileSync(file, "utf8"), shortCircuit: true };
  },
});
