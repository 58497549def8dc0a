import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "@swc/core";
import { projectDirectory } from "../../stack/migrations";

/** A node of swc's syntax tree; each kind has further fields. */
export interface Node {
  type: string;
  [field: string]: unknown;
}

/** One module of the application, or one that a test made up. */
export interface Module {
  /** From the checkout, such as src/features/alerts/actions.ts. */
  path: string;
  body: Node[];
}

export function parseModule(path: string, text: string): Module {
  const { body } = parseSync(text, { syntax: "typescript", tsx: path.endsWith(".tsx"), target: "es2022" });
  return { path, body: body as unknown as Node[] };
}

/** Every TypeScript module below src, without tests. */
export function applicationModules(): Module[] {
  return readdirSync(join(projectDirectory, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/\.(?:test|d)\.tsx?$/.test(path))
    .map((path) => `src/${path}`)
    .sort()
    .map((path) => parseModule(path, readFileSync(join(projectDirectory, path), "utf8")));
}

/** A node and everything below it. */
export function* nodesBelow(node: unknown): Generator<Node> {
  if (Array.isArray(node)) {
    for (const item of node) yield* nodesBelow(item);
  } else if (node !== null && typeof node === "object") {
    if (typeof (node as Node).type === "string") yield node as Node;
    for (const value of Object.values(node)) yield* nodesBelow(value);
  }
}

/** The name of an identifier, or undefined for any other node. */
export function nameOf(node: unknown): string | undefined {
  const { type, value } = (node ?? {}) as Partial<Node>;
  return type === "Identifier" ? (value as string) : undefined;
}

/** Whether these statements begin with a directive such as "use server". */
export function hasDirective(statements: unknown, directive: string): boolean {
  for (const { type, expression } of (statements ?? []) as Node[]) {
    const literal = expression as Node | undefined;
    if (type !== "ExpressionStatement" || literal?.type !== "StringLiteral") return false;
    if (literal.value === directive) return true;
  }
  return false;
}

/** What a module imports as values: local name to the module and the name that it has there. */
export function importsOf({ body }: Module): Map<string, { from: string; name: string }> {
  const found = new Map<string, { from: string; name: string }>();
  for (const { type, source, specifiers, typeOnly } of body) {
    if (type !== "ImportDeclaration" || typeOnly) continue;
    for (const { local, imported } of specifiers as Node[]) {
      const name = nameOf(local) ?? "";
      found.set(name, { from: (source as Node).value as string, name: nameOf(imported) ?? name });
    }
  }
  return found;
}

/** What a module declares at its top: a function, or the value that a constant starts with. */
export function declarationsOf({ body }: Module): Map<string, Node> {
  const found = new Map<string, Node>();
  for (const statement of body) {
    const declaration = (statement.declaration ?? statement) as Node;
    if (declaration.type === "FunctionDeclaration")
      found.set(nameOf(declaration.identifier) ?? "", declaration);
    if (declaration.type !== "VariableDeclaration") continue;
    for (const { id, init } of declaration.declarations as Node[]) {
      const name = nameOf(id);
      if (name && init) found.set(name, init as Node);
    }
  }
  return found;
}

/** What a module exports under each name; undefined where it comes from elsewhere or has no name here. */
export function exportsOf(module: Module): Map<string, Node | undefined> {
  const declared = declarationsOf(module);
  const found = new Map<string, Node | undefined>();
  for (const statement of module.body) {
    const declaration = statement.declaration as Node | undefined;
    switch (statement.type) {
      case "ExportDeclaration":
        if (declaration?.type === "FunctionDeclaration")
          found.set(nameOf(declaration.identifier) ?? "", declaration);
        else if (declaration?.type === "VariableDeclaration")
          for (const { id, init } of declaration.declarations as Node[])
            found.set(nameOf(id) ?? "a pattern", nameOf(id) ? (init as Node) : undefined);
        else if (declaration?.type === "ClassDeclaration") found.set("a class", undefined);
        break;
      case "ExportNamedDeclaration":
        if (statement.typeOnly) break;
        for (const { orig, exported, isTypeOnly } of statement.specifiers as Node[])
          if (!isTypeOnly)
            found.set(
              nameOf(exported ?? orig) ?? "everything",
              statement.source ? undefined : declared.get(nameOf(orig) ?? ""),
            );
        break;
      case "ExportAllDeclaration":
        found.set("everything", undefined);
        break;
      case "ExportDefaultDeclaration":
        found.set("default", statement.decl as Node);
        break;
      case "ExportDefaultExpression":
        found.set(
          "default",
          declared.get(nameOf(statement.expression) ?? "") ?? (statement.expression as Node),
        );
        break;
    }
  }
  return found;
}
