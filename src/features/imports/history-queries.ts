import "server-only";
import { keysetPage, type KeysetPage, type PageKey } from "@/libs/keyset-page";
import { listSize } from "@/features/imports/list-queries";
import type { ImportMode, ImportPhase, ImportStatus, ImportType } from "@/features/imports/schema";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

// The generated types of functions know no nulls, so the rows are declared here.
export type ImportSummary = {
  id: string;
  created_at: string;
  file_name: string;
  type: ImportType | null;
  mode: ImportMode;
  status: ImportStatus;
  phase: ImportPhase;
  created_by_name: string | null;
  row_count: number | null;
  new_count: number | null;
  changed_count: number | null;
  unchanged_count: number | null;
  orphan_count: number | null;
  withdrawn_count: number | null;
  error_count: number;
  money_before: string | null;
  money_after: string | null;
};

/** The imports of an organization, newest first. */
export async function importHistory(
  organizationId: string,
  key: PageKey,
): Promise<KeysetPage<ImportSummary>> {
  const supabase = await supabaseServerClient();
  return keysetPage(key, {
    size: listSize,
    async read({ from, backwards }, limit) {
      const { data } = await supabase
        .rpc("import_history", {
          for_organization: organizationId,
          from_import: from ?? undefined,
          backwards,
          page_size: limit,
        })
        .throwOnError();
      return data as ImportSummary[];
    },
    keyOf: ({ id }) => id,
  });
}
