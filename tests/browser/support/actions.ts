import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../../../stack/migrations";
import { examineActions } from "../../access/doors";
import { applicationModules } from "../../access/syntax";
import { pageAddresses } from "./addresses";
import type { Contractor } from "./contractor";

/** A server action as the build serves it. */
export interface BuiltAction {
  id: string;
  name: string;
  /** Its module, from the checkout. */
  path: string;
  /** Whom its wrapper lets in. */
  for: "anybody" | "person" | "member" | "admin" | "token";
  takesFormOnly: boolean;
  /** A page that knows it; another would pass the call on. */
  address: string;
}

interface Manifest {
  node: Record<string, { exportedName: string; filename: string; workers: Record<string, unknown> }>;
}

/** Every server action of the build, whether a page shows its form or not. */
export function builtActions(contractor: Contractor): BuiltAction[] {
  const file = join(projectDirectory, ".next", "server", "server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  const addresses = pageAddresses(contractor);
  const { doors } = examineActions(applicationModules());
  return Object.entries(node).map(([id, { exportedName: name, filename: path, workers }]) => {
    const address = Object.keys(workers)
      .map(
        (worker) =>
          worker
            .replace(/^app/, "")
            .replace(/\/page$/, "")
            .replaceAll(/\/\([^/]+\)/g, "") || "/",
      )
      .map((route) => addresses[route]?.[0])
      .find(Boolean);
    if (!address) throw new Error(`No page of tests/browser/support/addresses.ts knows the action ${name}.`);
    const door = doors.find((one) => one.path === path && one.name === name);
    if (!door)
      throw new Error(`${path} ${name} is in the build, but tests/access/doors.ts does not find it.`);
    return { id, name, path, address, for: door.for, takesFormOnly: door.takes === 1 };
  });
}

export interface ActionAnswer {
  status: number;
  /** Where it leads, when it redirects. */
  leadsTo: string | null;
  /** What React reads: holds the state of the form. */
  body: string;
}

/**
 * Calls an action as the router does for a form.
 * @param caller cookie: the header's whole value; origin: null names none
 */
export async function callAction(
  siteUrl: string,
  { id, address, takesFormOnly }: BuiltAction,
  fields: Record<string, string>,
  caller: { cookie?: string; origin: string | null },
): Promise<ActionAnswer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(`_1_${name}`, value);
  // Last, as React's own client sends it: it is resolved as it arrives, with the fields that came before.
  form.set("0", takesFormOnly ? '["$K1"]' : '[{"status":"idle"},"$K1"]');
  const answer = await fetch(siteUrl + address, {
    method: "POST",
    redirect: "manual",
    headers: {
      "next-action": id,
      accept: "text/x-component",
      ...(caller.cookie ? { cookie: caller.cookie } : {}),
      ...(caller.origin ? { origin: caller.origin } : {}),
    },
    body: form,
  });
  return {
    status: answer.status,
    leadsTo: answer.headers.get("x-action-redirect") ?? answer.headers.get("location"),
    body: await answer.text(),
  };
}
