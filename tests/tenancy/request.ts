/** The request that Next would hand to a page, an action or a route. Tests put theirs here before they call one. */
interface Pending {
  headers: Headers;
  jar: Map<string, string>;
}

let pending: Pending = { headers: new Headers(), jar: new Map() };

/** @param headers with a `cookie` of its own, if any */
export function arrive(headers: Record<string, string | undefined>): void {
  const given = new Headers();
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) given.set(name, value);
  const jar = new Map<string, string>();
  for (const pair of (given.get("cookie") ?? "").split(/; */)) {
    const at = pair.indexOf("=");
    if (at > 0) jar.set(pair.slice(0, at), decodeURIComponent(pair.slice(at + 1)));
  }
  pending = { headers: given, jar };
}

/** Stands for next/headers, which knows a request only inside Next's server. */
export const nextHeaders = {
  headers: async () => pending.headers,
  cookies: async () => {
    const { jar } = pending;
    const list = () => [...jar].map(([name, value]) => ({ name, value }));
    return {
      get: (name: string) => (jar.has(name) ? { name, value: jar.get(name)! } : undefined),
      has: (name: string) => jar.has(name),
      getAll: list,
      set: (name: string, value: string) => void jar.set(name, value),
      delete: (name: string) => void jar.delete(name),
    };
  },
};

/** Stands for next/cache, whose cache exists only inside Next's server. */
export const nextCache = { revalidatePath: () => {}, revalidateTag: () => {}, refresh: () => {} };
