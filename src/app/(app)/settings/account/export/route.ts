import { countDataExport } from "@/features/account/lib/attempts";
import { attachment } from "@/features/imports/lib/attachment";
import { memberRoute } from "@/libs/access/route";

/** Everything that AESTrak keeps about whoever asks, as a JSON file. */
export const POST = memberRoute({ name: "own-data-export" }, async (_request, { member, transaction }) => {
  await countDataExport(member.user.id);
  const [row] = await transaction((sql) => sql<{ data: string }[]>`select public.export_own_data() as data`);
  const file = new TextEncoder().encode(`${row?.data ?? "{}"}\n`);
  const today = new Date().toISOString().slice(0, 10);
  return new Response(file, {
    headers: attachment(`aestrak-own-data-${today}.json`, "application/json; charset=utf-8", file.byteLength),
  });
});
