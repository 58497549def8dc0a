import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ImportMapping } from "@/features/imports/components/mapping/import-mapping";
import { importJob } from "@/features/imports/queries";
import { PageHeader } from "@/components/page-header";
import { requireMember } from "@/libs/access/membership";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Columns of an import" };

/** How the file of an import is read, as long as the import is not confirmed. */
export default async function ImportMappingPage({ params }: { params: Promise<{ importId: string }> }) {
  const { organization } = await requireMember();
  const { importId } = await params;
  const job = await importJob(organization.id, importId);
  if (!job) notFound();
  if (job.status !== "awaiting_mapping" && job.status !== "awaiting_confirmation")
    redirect(paths.importJob(job.id));
  return (
    <>
      <PageHeader
        title="Columns of the file"
        breadcrumb={[
          { label: "Imports", href: paths.imports },
          { label: job.file.name, href: paths.importJob(job.id) },
          { label: "Columns" },
        ]}
        description="What each column holds, and how dates and amounts are written."
      />
      <ImportMapping job={job} organization={organization} />
    </>
  );
}
