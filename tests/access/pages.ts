import { declarationsOf, exportsOf, importsOf, type Module, nameOf, type Node, nodesBelow } from "./syntax";

const guards = new Set(["requireMember", "requireUser"]);

/**
 * Every page for members among these modules, and those that would answer anybody: whose component, or metadata that is
 * made per request, asks for nobody. A layout does not count: the router can ask for a page alone.
 */
export function examinePages(modules: readonly Module[]): { pages: string[]; faults: string[] } {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const pages = modules.filter(({ path }) => /^src\/app\/\(app\)\/(?:.*\/)?page\.tsx$/.test(path));
  const faults: string[] = [];
  for (const page of pages) {
    const made = exportsOf(page);
    const component = made.get("default");
    if (!component || !(onlyRedirects(page, component) || asks(byPath, page, component)))
      faults.push(`${page.path}: calls neither requireMember nor requireUser`);
    const metadata = made.get("generateMetadata");
    if (made.has("generateMetadata") && !(metadata && asks(byPath, page, metadata)))
      faults.push(`${page.path}: its metadata calls neither requireMember nor requireUser`);
  }
  return { pages: pages.map(({ path }) => path), faults };
}

/** Whether running this calls a guard: itself, or in a function of ours that it calls. */
function asks(byPath: Map<string, Module>, module: Module, node: Node, seen = new Set<Node>()): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  const imports = importsOf(module);
  const declared = declarationsOf(module);
  for (const { type, callee } of nodesBelow(node)) {
    if (type !== "CallExpression") continue;
    const name = nameOf(callee) ?? "";
    const own = declared.get(name);
    if (own && asks(byPath, module, own, seen)) return true;
    const source = imports.get(name);
    if (!source) continue;
    if (source.from.startsWith("@/libs/access/") && guards.has(source.name)) return true;
    const target = moduleAt(byPath, source.from);
    const there = target && exportsOf(target).get(source.name);
    if (target && there && asks(byPath, target, there, seen)) return true;
  }
  return false;
}

function moduleAt(byPath: Map<string, Module>, from: string): Module | undefined {
  const path = from.replace(/^@\//, "src/");
  return byPath.get(`${path}.ts`) ?? byPath.get(`${path}.tsx`);
}

/** A page that shows nothing and leads elsewhere, whoever asks. */
function onlyRedirects(module: Module, component: Node): boolean {
  const { stmts = [] } = (component.body ?? {}) as { stmts?: Node[] };
  const [only, ...others] = stmts;
  const call = only?.expression as Node | undefined;
  return (
    others.length === 0 &&
    call?.type === "CallExpression" &&
    importsOf(module).get(nameOf(call.callee) ?? "")?.from === "next/navigation"
  );
}
