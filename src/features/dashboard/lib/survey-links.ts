import { paths } from "@/libs/paths";

/** Filters that leave what every total counts: neither withdrawn nor without a known purchase order. */
export const counted = { orphans: "without", withdrawn: "without" } as const;

/** The list of what the client accepted 30 days ago or earlier and nobody has invoiced. */
export const uninvoicedSurveys = paths.quantitySurveys({ ...counted, waiting: "uninvoiced" });
