import type { CountedPage, ListFilter } from "@/features/imports/list-queries";
import type { ImportView } from "@/features/imports/schema";
import { KeysetPager } from "@/components/data-table";
import { paths } from "@/libs/paths";

/** The pager of one of the lists of an import. `summary` says what is shown. */
export function ListPager({
  importId,
  view,
  label,
  page,
  filter,
  summary,
}: {
  importId: string;
  view: ImportView;
  label: string;
  page: CountedPage<unknown>;
  filter?: ListFilter;
  summary: string;
}) {
  const to = (key: { after?: string; before?: string }) =>
    paths.importJob(importId, { view, q: filter?.search, kind: filter?.kind, ...key });
  return (
    <KeysetPager
      label={label}
      previousHref={page.before && to({ before: page.before })}
      nextHref={page.after && to({ after: page.after })}
      summary={summary}
    />
  );
}
