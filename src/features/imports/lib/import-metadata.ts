import { z } from "zod";

/**
 * What the worker writes into `import_jobs.metadata` and everybody else reads there: written and read by the one shape.
 * It grows part by part while the worker goes on; a part is there whole or not at all. Whatever else is found is an
 * error: taken for an empty list, it would read as "no alerts, no conflicts".
 */

const level = z.enum(["on_track", "warning", "critical", "over_budget"]);
const stage = z.enum(["created", "transferred", "accepted", "invoiced", "posted"]);
/** Money as the worker writes it into JSON. */
const amount = z.string().regex(/^-?\d+(\.\d+)?$/, "Not a decimal amount.");
const count = z.int().min(0);

/** A text cell and what it is under each reading: an ISO date, a decimal amount, or null where it makes none. */
const example = z.strictObject({
  row: z.number(),
  header: z.string(),
  field: z.string(),
  text: z.string(),
  readings: z.record(z.string(), z.string().nullable()),
});

/** How text cells of one type were read, who decided it, and a cell that shows it. */
function conventionOf<Use extends z.ZodType>(use: Use) {
  return z.strictObject({
    use,
    by: z.enum(["person", "file", "remembered"]).nullable(),
    example: example.nullable(),
  });
}

/** What the file itself is, as soon as it could be opened. */
export const inspectedPart = z.strictObject({
  sheets: z.array(z.string()),
  csv: z
    .strictObject({
      delimiter: z.enum([",", ";", "\t", "|"]),
      encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]),
      /** What the numbers of the first rows use; a hint. */
      decimal: z.enum([".", ","]),
    })
    .nullable(),
});

/** How the file was understood; with what a person has to say before the import can go on. */
export const describedPart = z.strictObject({
  sheet: z.string(),
  header_row: z.number(),
  headers: z.array(z.string()),
  mapping: z.array(
    z.strictObject({
      header: z.string(),
      field: z.string().nullable(),
      confidence: z.enum(["remembered", "exact", "synonym", "similar"]).nullable(),
      samples: z.array(z.string()),
    }),
  ),
  unmapped: z.array(z.string()),
  unknown_statuses: z.array(z.string()),
  conventions: z
    .strictObject({
      date_order: conventionOf(z.enum(["auto", "dmy", "mdy"])),
      decimal: conventionOf(z.enum(["auto", "point", "comma"])),
    })
    .nullable(),
  question: z
    .strictObject({
      missing: z.array(z.string()),
      duplicates: z.array(z.strictObject({ field: z.string(), columns: z.array(z.number()) })),
      ambiguities: z.array(example.extend({ kind: z.enum(["date", "decimal"]), count })),
    })
    .nullable(),
  /** Rows that were refused for another row's sake; they are among the errors. */
  set_aside: count,
});

export const remarksPart = z.array(z.strictObject({ tone: z.enum(["info", "warning"]), text: z.string() }));
export type Remark = z.output<typeof remarksPart>[number];

/** What the file would do, beside what columns of the job say. Lists hold the first of what the counts count. */
export const comparedPart = z.strictObject({
  stage_moves: z.array(z.strictObject({ before: stage.nullable(), after: stage, count })),
  remarks: remarksPart,
  conflicts: z.array(
    z.strictObject({
      purchase_order_no: z.string(),
      qs_number: z.string().nullable(),
      rows: z.array(z.number()),
      values: z.array(amount),
    }),
  ),
  orphans: z.array(z.strictObject({ purchase_order_no: z.string(), count, total: amount })),
  alerts: z.array(
    z.strictObject({
      purchase_order_no: z.string(),
      step: z.enum(["open", "escalate", "deescalate", "resolve"]),
      level_before: level.nullable(),
      level_after: level.nullable(),
      spent_after: amount,
      order_value_after: amount,
    }),
  ),
  /** Of all alerts that would move. */
  alert_count: count,
  withdrawn: z.strictObject({ count, total: amount }),
});

/** What undoing it did; kept for the record. */
export const undoPart = z.strictObject({
  undo: z.strictObject({
    removed: count,
    restored: count,
    unlinked: count,
    money_before: amount,
    money_after: amount,
    alerts_removed: count,
    alerts_restored: count,
    alerts_acted_on: count,
  }),
});

const everyKey = z.strictObject({
  ...inspectedPart.partial().shape,
  ...describedPart.partial().shape,
  ...comparedPart.partial().shape,
  ...undoPart.partial().shape,
});

type Inspected = z.output<typeof inspectedPart>;
type Described = z.output<typeof describedPart>;
type Compared = z.output<typeof comparedPart>;
export type ConventionExample = z.output<typeof example>;

/** The parts that are there already; those still to come say nothing. */
export type ImportMetadata = Inspected &
  Omit<Described, "sheet"> & { sheet: string | null } & Omit<Compared, "withdrawn"> & {
    withdrawn: Compared["withdrawn"] | null;
  };

const notInspected: Inspected = { sheets: [], csv: null };
const notDescribed = {
  sheet: null,
  header_row: 0,
  headers: [],
  mapping: [],
  unmapped: [],
  unknown_statuses: [],
  conventions: null,
  question: null,
  set_aside: 0,
};
const notCompared = {
  stage_moves: [],
  remarks: [],
  conflicts: [],
  orphans: [],
  alerts: [],
  alert_count: 0,
  withdrawn: null,
};

/** The states in which a part can't be missing any more. */
const described = new Set(["awaiting_mapping", "awaiting_confirmation", "succeeded", "undone"]);
const compared = new Set(["awaiting_confirmation", "succeeded", "undone"]);

/** Reads the metadata of an import in the given state. @throws z.ZodError when it is not what the worker writes */
export function importMetadata(raw: unknown, status: string): ImportMetadata {
  const found = everyKey.parse(raw);
  const part = <Shape extends z.ZodRawShape>(shape: z.ZodObject<Shape>, isDue: boolean) => {
    const own = Object.fromEntries(Object.entries(found).filter(([key]) => key in shape.shape));
    return isDue || Object.keys(own).length > 0 ? shape.parse(own) : null;
  };
  return {
    ...(part(inspectedPart, described.has(status)) ?? notInspected),
    ...(part(describedPart, described.has(status)) ?? notDescribed),
    ...(part(comparedPart, compared.has(status)) ?? notCompared),
  };
}

const decimalConvention = z.enum(["point", "comma"]);
const dateOrder = z.enum(["dmy", "mdy"]);

/** What a person decided about how a file is read, as the database keeps it in `import_jobs.reading`: only what was decided. */
export const readingDecisions = z.strictObject({
  type: z.enum(["purchase_orders", "quantity_surveys"]).optional(),
  sheet: z.string().optional(),
  delimiter: z.enum([",", ";", "\t", "|"]).optional(),
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]).optional(),
  date_order: dateOrder.optional(),
  decimal_convention: decimalConvention.optional(),
  columns: z.record(z.string(), z.string().nullable()).optional(),
});
export type ReadingDecisions = z.output<typeof readingDecisions>;

/** What is remembered of a kind of export, as `import_mappings` keeps it; "auto" is nothing. */
export const rememberedReading = z.object({
  columns: z.record(z.string(), z.string().nullable()),
  date_order: dateOrder.or(z.literal("auto").transform(() => null)),
  decimal_convention: decimalConvention.or(z.literal("auto").transform(() => null)),
});
