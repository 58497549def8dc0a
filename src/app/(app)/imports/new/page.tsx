import type { Metadata } from "next";
import { TemplateDownloads } from "@/features/imports/components/template-downloads";
import { UploadPanel } from "@/features/imports/components/upload/upload-panel";
import { PageHeader } from "@/components/page-header";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { requireMember } from "@/libs/access/membership";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "New import" };

export default async function NewImportPage() {
  await requireMember();
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        title="New import"
        breadcrumb={[{ label: "Imports", href: paths.imports }, { label: "New import" }]}
        description="Upload the files as your client’s portal gives them. There is no need to change anything in them."
      />
      <div className="grid gap-4">
        <UploadPanel />
        <Card aria-labelledby="which-files">
          <CardHeader>
            <div>
              <CardTitle id="which-files">Which files?</CardTitle>
              <CardDescription>Columns may stand in any order, and further ones are kept.</CardDescription>
            </div>
          </CardHeader>
          <CardContent className="grid gap-3">
            <dl className="grid gap-3 sm:grid-cols-2">
              <div>
                <dt className="font-medium">Purchase orders</dt>
                <dd className="text-muted-foreground">
                  What the client authorised. It needs the columns “Purchase order No.”, “Order value” and
                  “Status”.
                </dd>
              </div>
              <div>
                <dt className="font-medium">Quantity surveys</dt>
                <dd className="text-muted-foreground">
                  What you billed. It needs the columns “Purchase order No.”, “Q.S. number” and “TOTAL”.
                </dd>
              </div>
            </dl>
            <p className="text-muted-foreground">No export at hand? Fill in a template instead.</p>
            <div className="flex flex-wrap gap-2">
              <TemplateDownloads />
            </div>
          </CardContent>
        </Card>
      </div>
    </div>
  );
}
