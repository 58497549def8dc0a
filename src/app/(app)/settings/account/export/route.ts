import { countDataExport } from "@/features/account/lib/attempts";
import { attachment } from "@/features/imports/lib/attachment";
import { userRoute } from "@/libs/access/route";
import { todayIn } from "@/libs/today";

/** Everything that AESTrak keeps about whoever asks, as a JSON file; also for people who belong to no organization. */
export const POST = userRoute({ name: "own-data-export" }, async (_request, { user, transaction }) => {
  await countDataExport(user.id);
  const [row] = await transaction((sql) => sql<{ data: string }[]>`select public.export_own_data() as data`);
  const file = new TextEncoder().encode(`${row?.data ?? "{}"}\n`);
  return new Response(file, {
    headers: attachment(
      `aestrak-own-data-${todayIn("UTC")}.json`,
      "application/json; charset=utf-8",
      file.byteLength,
    ),
  });
});
