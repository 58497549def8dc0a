// Lets Node load the reader's thread as it stands: TypeScript it strips by itself, but the alias "@/" and names
// without an extension it doesn't know. Loading tsx into each of some hundred threads would take a minute.
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const source = new URL("../../../src/", import.meta.url);

registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith("@/") || specifier.startsWith(".");
    if (!isOurs) return next(specifier, context);
    const base = specifier.startsWith("@/")
      ? new URL(specifier.slice(2), source)
      : new URL(specifier, context.parentURL);
    const path = fileURLToPath(base);
    const found = [path, `${path}.ts`, `${path}/index.ts`].find(
      (file) => /\.\w+$/.test(file) && existsSync(file),
    );
    return next(pathToFileURL(found ?? path).href, context);
  },
});
