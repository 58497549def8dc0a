import { Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { ImportStage } from "@/features/imports/components/import-stage";
import { ImportStatusBadge } from "@/features/imports/components/import-status-badge";
import { importTypeLabel } from "@/features/imports/lib/import-words";
import { rowNumber, pageKeyOf } from "@/libs/keyset-page";
import { fileSize } from "@/features/imports/lib/upload-check";
import { importJob } from "@/features/imports/queries";
import { importChangeKindSchema, importViewSchema } from "@/features/imports/schema";
import { DateText } from "@/components/date-text";
import { DetailSkeleton } from "@/components/detail-skeleton";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { requireMember } from "@/libs/access/membership";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Import" };

type Props = {
  params: Promise<{ importId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ImportPage({ params, searchParams }: Props) {
  const member = await requireMember();
  // Times as this person sees them; nothing here asks which day it is.
  const organization = { ...member.organization, timeZone: member.timeZone };
  const { importId } = await params;
  const query = await searchParams;
  // Asked before anything is sent, so that an unknown one is answered with 404; the rest comes under a skeleton.
  const job = await importJob(organization.id, importId);
  if (!job) notFound();
  const view = importViewSchema.parse(query.view);
  const address = {
    view,
    filter: {
      search: typeof query.q === "string" ? query.q.slice(0, 200) : "",
      kind: importChangeKindSchema.parse(query.kind ?? null),
    },
    // A list of purchase orders that nobody knows is paged by their numbers.
    key: pageKeyOf(query, view === "orphans" ? (text) => (text.length <= 64 ? text : null) : rowNumber),
  };
  return (
    <>
      <PageHeader
        title={job.file.name}
        breadcrumb={[{ label: "Imports", href: paths.imports }, { label: job.file.name }]}
        description={
          <>
            <ImportStatusBadge status={job.status} />{" "}
            {job.type ? importTypeLabel[job.type] : "Kind of file not recognised"}
            <span className="block">
              Uploaded by {job.createdBy ?? "the operator"},{" "}
              <DateText
                value={job.createdAt}
                withTime
                timeZone={organization.timeZone}
                locale={organization.locale}
              />
            </span>
          </>
        }
        actions={
          <Button variant="outline" asChild>
            <a href={paths.importApi.file(job.id)} download>
              <Download aria-hidden />
              Original file ({fileSize(job.file.byteSize)})
            </a>
          </Button>
        }
      />
      <Suspense fallback={<DetailSkeleton />}>
        <ImportStage job={job} organization={organization} address={address} />
      </Suspense>
    </>
  );
}
