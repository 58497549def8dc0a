import type { ActionState, FormAction } from "../../../src/libs/access/action";

export const site = "http://localhost:3000";

/** What became of a form: its state, or where it led. */
export interface Submitted extends Partial<ActionState> {
  leadsTo?: string;
}

/** A browser as the server sees it: cookies, and the headers of a request from our own page. */
export class Device {
  readonly jar = new Map<string, string>();
  readonly headers = new Headers({ origin: site, host: "localhost:3000", "user-agent": "Example/1.0" });

  /** What next/headers answers while this device asks. */
  readonly cookies = {
    getAll: () => [...this.jar].map(([name, value]) => ({ name, value })),
    get: (name: string) => (this.jar.has(name) ? { name, value: this.jar.get(name)! } : undefined),
    set: (name: string, value: string, options?: { maxAge?: number }) => {
      if (options?.maxAge === 0) this.jar.delete(name);
      else this.jar.set(name, value);
    },
    delete: (name: string) => this.jar.delete(name),
  };
}

/** Runs what a server component or an action does for a request; a redirect is told, not thrown. */
export async function redirectOf(work: () => Promise<Submitted | void>): Promise<Submitted> {
  try {
    return (await work()) ?? {};
  } catch (error) {
    const { digest = "" } = error as { digest?: string };
    if (!digest.startsWith("NEXT_REDIRECT;")) throw error;
    return { leadsTo: digest.split(";").slice(2, -2).join(";") };
  }
}

export function submit(action: FormAction, fields: Record<string, string> = {}): Promise<Submitted> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return redirectOf(() => action({ status: "idle" }, form));
}
