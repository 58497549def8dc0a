import { randomBytes } from "node:crypto";
import type postgres from "postgres";
import type { SampleManifest } from "../../../stack/samples/manifest";
import { aestrak, createOrganizationOfKnownAdmin } from "../../installation/command-line";
import { withFaults, withoutTotals, writeDisguisedPdf, writeSamples } from "../../installation/sample-files";
import type { Installation } from "../../installation/start";

/** An organization filled through the real import, with something on every page. */
export interface Contractor {
  id: string;
  name: string;
  slug: string;
  admin: { email: string; password: string };
  manifest: SampleManifest;
  /** Rows of it that pages are about. */
  rows: {
    purchaseOrder: string;
    purchaseOrderNo: string;
    quantitySurvey: string;
    quantitySurveyNo: string;
    orphan: string;
    alert: string;
    appliedImport: string;
    /** Waits for its confirmation, and has rows that can't be read. */
    previewedImport: string;
    /** Waits for somebody to say which column holds the totals. */
    openImport: string;
    failedImport: string;
  };
}

/**
 * Makes an organization by the command line, and fills it.
 * @param seed decides what is in its files; others give other numbers of purchase orders and surveys
 */
export async function makeContractor(
  { directory }: Installation,
  sql: postgres.Sql,
  seed: number,
): Promise<Contractor> {
  const mark = randomBytes(4).toString("hex");
  const slug = `contractor-${mark}`;
  const name = `Contractor ${mark} Services`;
  const made = await createOrganizationOfKnownAdmin(directory, {
    name,
    slug,
    email: `admin.${mark}@example.com`,
  });

  const manifest = await writeSamples({ seed });
  const { purchaseOrdersFile, quantitySurveysFile } = manifest;
  const add = async (files: string[], ...words: string[]) => {
    const { stdout, stderr } = await aestrak(
      directory,
      "import",
      ...files,
      "--org",
      slug,
      "--json",
      ...words,
    );
    const imported = (JSON.parse(stdout || "{}") as { files?: { file: string; job_id?: string }[] }).files;
    return (wanted: string) => {
      const id = imported?.find(({ file }) => file === wanted)?.job_id;
      if (!id) throw new Error(`${wanted} was not imported: ${stderr}`);
      return id;
    };
  };
  const appliedImport = (await add([purchaseOrdersFile, quantitySurveysFile], "--yes"))(quantitySurveysFile);
  const faulty = await withFaults(quantitySurveysFile);
  // The others end with an error.
  const others = [await withoutTotals(quantitySurveysFile), writeDisguisedPdf()];
  const previewedImport = (await add([faulty, ...others]))(faulty);
  return {
    id: made.organization_id,
    name,
    slug,
    admin: { email: made.admin_email, password: made.password },
    manifest,
    rows: { ...(await findRows(sql, made.organization_id)), appliedImport, previewedImport },
  };
}

async function findRows(sql: postgres.Sql, organization: string) {
  const [found] = await sql<Omit<Contractor["rows"], "appliedImport" | "previewedImport">[]>`
    select a.id::text as alert, a.purchase_order_id::text as "purchaseOrder", a.purchase_order_no as "purchaseOrderNo",
      q.id::text as "quantitySurvey", q.qs_number as "quantitySurveyNo", orphan.id::text as orphan, failed.id as "failedImport",
      open.id as "openImport"
    from public.alerts a
    join public.quantity_surveys q on q.organization_id = a.organization_id and q.purchase_order_id = a.purchase_order_id
    join public.quantity_surveys orphan on orphan.organization_id = a.organization_id and orphan.purchase_order_id is null
    join public.import_jobs failed on failed.organization_id = a.organization_id and failed.status = 'failed'
    join public.import_jobs open on open.organization_id = a.organization_id and open.status = 'awaiting_mapping'
    where a.organization_id = ${organization} and a.level = 'over_budget'
    order by a.id, q.id, orphan.id limit 1`;
  if (!found)
    throw new Error(
      "The samples hold no purchase order over budget or no orphan, or an import did not end as it should.",
    );
  return found;
}
