import { importState } from "@/features/imports/queries";
import { memberRoute, refuse } from "@/libs/access/route";

/** How far an import is, for the page that shows its progress. */
export const GET = memberRoute<{ importId: string }>(
  { name: "import_state" },
  async (_request, { member, params }) => {
    const state = await importState(member.organization.id, params.importId);
    if (!state) return refuse(404, "There is no such import.");
    return Response.json(state, { headers: { "cache-control": "no-store" } });
  },
);
