import { readImport } from "@/features/api-tokens/lib/import-reads";
import { problem } from "@/libs/access/problem";
import { tokenRoute } from "@/libs/access/token-route";

/** One import of the token's organization; unknown ids and those of others alike are not there. */
export const GET = tokenRoute<{ importId: string }>(
  { name: "api_read_import", scope: "imports:read", limit: { max: 120, minutes: 1 } },
  async (_request, { token, params, transaction }) => {
    const found = await transaction((sql) => readImport(sql, token.organizationId, params.importId));
    if (!found) return problem(404, "There is no such import.");
    return Response.json(found, { headers: { "cache-control": "no-store" } });
  },
);
