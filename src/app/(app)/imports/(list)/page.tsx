import { Upload } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { ImportHistoryTable } from "@/features/imports/components/import-history-table";
import { TemplateDownloads } from "@/features/imports/components/template-downloads";
import { pageKeyOf } from "@/libs/keyset-page";
import { importHistory } from "@/features/imports/history-queries";
import { importIdSchema } from "@/features/imports/schema";
import { KeysetPager } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { requireMember } from "@/libs/access/membership";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Imports" };

type Search = Promise<{ after?: string | string[]; before?: string | string[] }>;

export default async function ImportsPage({ searchParams }: { searchParams: Search }) {
  const { organization } = await requireMember();
  const key = pageKeyOf(await searchParams, (text) => importIdSchema.safeParse(text).data ?? null);
  const page = await importHistory(organization.id, key);
  const newImport = (
    <Button asChild>
      <Link href={paths.newImport}>
        <Upload aria-hidden />
        New import
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Imports"
        description="Every file that was uploaded, and what it did. Open one to see each changed value."
        actions={newImport}
      />
      <Card aria-label="Imports so far" className="overflow-hidden">
        {page.rows.length === 0 ? (
          <EmptyState
            icon={Upload}
            title={key.from ? "No further imports" : "No file has been imported yet"}
            action={
              <>
                {newImport}
                <TemplateDownloads />
              </>
            }
          >
            Export the purchase orders and the quantity surveys from your client’s portal and upload both
            files. If you have no export, fill in the templates.
          </EmptyState>
        ) : (
          <>
            <ImportHistoryTable imports={page.rows} format={organization} now={new Date()} />
            <KeysetPager
              label="Imports"
              previousHref={page.before && paths.importHistory({ before: page.before })}
              nextHref={page.after && paths.importHistory({ after: page.after })}
              summary="Newest first"
            />
          </>
        )}
      </Card>
    </>
  );
}
