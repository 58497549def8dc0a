import {
  exportsOf,
  hasDirective,
  importsOf,
  declarationsOf,
  type Module,
  nameOf,
  type Node,
  nodesBelow,
} from "./syntax";

export interface Door {
  path: string;
  /** The export: an action's name, or the method of a route handler. */
  name: string;
  for: "anybody" | "person" | "member" | "admin" | "token";
  /** How many arguments an action takes: the state before and the form, or the form alone. */
  takes: number;
}

export interface Examined {
  doors: Door[];
  /** One line for each entrance that passes no door. */
  faults: string[];
}

const actionDoors: Record<string, Door["for"]> = {
  publicAction: "anybody",
  userAction: "person",
  sessionAction: "person",
  memberAction: "member",
};
const routeDoors: Record<string, Door["for"]> = {
  userRoute: "person",
  memberRoute: "member",
  tokenRoute: "token",
};
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Whom a wrapper of src/libs/access lets in, when the expression is a call of one; undefined otherwise. */
function letIn(module: Module, wrappers: Record<string, Door["for"]>, value: Node | undefined) {
  if (value?.type !== "CallExpression") return undefined;
  const source = importsOf(module).get(nameOf(value.callee) ?? "");
  if (!source || !/^@\/libs\/access\/(?:action|route|token-route)$/.test(source.from)) return undefined;
  const door = wrappers[source.name];
  const [first] = value.arguments as { expression: Node }[];
  const properties = (first?.expression.properties ?? []) as Node[];
  const role = properties.find(({ key }) => nameOf(key) === "role")?.value as Node | undefined;
  return door === "member" && role?.value === "admin" ? "admin" : door;
}

/**
 * As the same for an exported function that only hands its form on: it calls one such wrapper of its own module, and
 * nothing else.
 */
function handsOnTo(module: Module, value: Node | undefined): Door["for"] | undefined {
  if (value?.type !== "FunctionDeclaration" || !value.async) return undefined;
  const declared = declarationsOf(module);
  let found: Door["for"] | undefined;
  for (const { type, callee } of nodesBelow(value.body)) {
    if (type === "NewExpression" && nameOf(callee) === "Error") continue;
    if (type !== "CallExpression" && type !== "NewExpression" && type !== "TaggedTemplateExpression")
      continue;
    const door = letIn(module, actionDoors, declared.get(nameOf(callee) ?? ""));
    if (!door || found) return undefined;
    found = door;
  }
  return found;
}

/** Every server action among these modules. */
export function examineActions(modules: readonly Module[]): Examined {
  const doors: Door[] = [];
  const faults: string[] = [];
  for (const source of modules) {
    const { path, body } = source;
    const inner = [...nodesBelow(body)].filter(({ stmts }) => hasDirective(stmts, "use server"));
    if (inner.length > 0) faults.push(`${path}: a function of its own says "use server"`);
    if (!hasDirective(body, "use server")) continue;
    for (const [name, value] of exportsOf(source)) {
      const door = letIn(source, actionDoors, value) ?? handsOnTo(source, value);
      const takes = value?.type === "FunctionDeclaration" ? (value.params as Node[]).length : 2;
      if (door) doors.push({ path, name, for: door, takes });
      else faults.push(`${path}: ${name} passes no wrapper of src/libs/access/action.ts`);
    }
  }
  return { doors, faults };
}

/**
 * Every route handler among these modules.
 * @param open the modules that may answer anybody
 */
export function examineRoutes(modules: readonly Module[], open: Readonly<Record<string, string>>): Examined {
  const doors: Door[] = [];
  const routes = modules.filter(({ path }) => /^src\/app\/(?:.*\/)?route\.tsx?$/.test(path));
  const faults = Object.keys(open)
    .filter((path) => !routes.some((module) => module.path === path))
    .map((path) => `${path}: is listed as open, and is not there`);
  for (const source of routes) {
    for (const [name, value] of exportsOf(source)) {
      if (!methods.has(name) && value && name !== "default") continue;
      const door = open[source.path] ? "anybody" : letIn(source, routeDoors, value);
      if (door) doors.push({ path: source.path, name, for: door, takes: 2 });
      else faults.push(`${source.path}: ${name} passes no wrapper of src/libs/access`);
    }
  }
  return { doors, faults };
}
