import { beforeAll } from "vitest";
import { GET as readImport } from "../../../src/app/api/v1/imports/[importId]/route";
import { GET as listImports, POST as sendImport } from "../../../src/app/api/v1/imports/route";
import { GET as describeApi } from "../../../src/app/api/v1/openapi.json/route";
import { newToken } from "../../../src/features/api-tokens/lib/new-token";
import { contractOf } from "./contract";
import type { TestDatabase } from "./database";
import type { Importer } from "./imports";

export const site = "http://localhost:3000";

interface Asked {
  method?: string;
  path: string;
  /** The path as the contract writes it. */
  template?: string;
  query?: string;
}

/** The routes for scripts, for the test file that calls this at its top. Every answer is held to the published contract. */
export function useApi(db: TestDatabase) {
  let contract: ReturnType<typeof contractOf>;
  beforeAll(async () => {
    contract = contractOf(await describeApi().json());
  });

  async function ask(
    { method = "GET", path, template = path, query = "" }: Asked,
    init: { token?: string; headers?: Record<string, string>; body?: BodyInit | undefined } = {},
  ) {
    const headers = { ...(init.token && { authorization: `Bearer ${init.token}` }), ...init.headers };
    const request = new Request(`${site}${path}${query}`, {
      method,
      headers,
      ...(init.body === undefined ? {} : { body: init.body, duplex: "half" }),
    });
    const answer =
      template === path
        ? await (method === "POST" ? sendImport : listImports)(request, { params: Promise.resolve({}) })
        : await readImport(request, { params: Promise.resolve({ importId: path.split("/").at(-1)! }) });
    const json = await contract.check(template, method, answer);
    return { status: answer.status, headers: answer.headers, json };
  }

  return {
    ask,
    /** A token of the organization's admin. */
    async tokenOf({ id, admin }: Importer, scopes = ["imports:read", "imports:write"]): Promise<string> {
      const { token, hash, prefix } = newToken();
      await db.as(
        admin,
        (sql) => sql`select public.create_api_token(${id}, 'Nightly', ${hash}, ${prefix}, ${scopes})`,
      );
      return token;
    },
    list: (token: string, query = "") => ask({ path: "/api/v1/imports", query }, { token }),
    read: (token: string, id: string) =>
      ask({ path: `/api/v1/imports/${id}`, template: "/api/v1/imports/{importId}" }, { token }),
    send: (
      token: string,
      content: Buffer | undefined,
      {
        query = "?name=orders.xlsx",
        headers = {},
      }: { query?: string; headers?: Record<string, string> } = {},
    ) =>
      ask(
        { method: "POST", path: "/api/v1/imports", query },
        { token, headers, body: content && new Uint8Array(content) },
      ),
  };
}
