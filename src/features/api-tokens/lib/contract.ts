import { z } from "zod";
import { Constants } from "@/types/database";

// What scripts send and get. The OpenAPI document is built from these schemas, and a test holds real answers to it.

const money = z
  .string()
  .regex(/^-?\d+\.\d{2}$/)
  .nullable()
  .describe("A decimal number with two decimals, as text, so that it stays exact. Null until it is known.");
const count = z.number().int().nullable().describe("A number of rows. Null until they are counted.");
const instant = z.iso.datetime();
const kind = z.enum(["purchase-orders", "quantity-surveys"]);
const { import_mode, import_phase, import_source, import_status } = Constants.public.Enums;
const mode = z.enum(import_mode);
const status = z.enum(import_status);

const links = z.object({
  self: z.url().describe("This import, for scripts."),
  page: z.url().describe("The same in the browser."),
});

export const receiptSchema = z
  .object({ id: z.uuid(), status, links })
  .describe(
    "A file that was taken in. It is read in the background: ask for `links.self` to see what becomes of it.",
  );

export const importSchema = z
  .object({
    id: z.uuid(),
    status: status.describe(
      "`pending` and `processing` change by themselves; `awaiting_mapping` and `awaiting_confirmation` wait for a person; the others are final, but for undoing and trying again.",
    ),
    message: z.string().describe("The state in one sentence, for a log or a mail."),
    kind: kind.nullable().describe("Null until the headings told which export it is."),
    mode,
    source: z.enum(import_source),
    phase: z.enum(import_phase),
    progress: z.number().min(0).max(1).describe("Share of the present phase."),
    confirm: z.boolean().describe("Whether its sender asked to apply it without a person."),
    warnings: z.array(z.string()).describe("What speaks against the file, as its preview says it."),
    file: z.object({
      name: z.string(),
      byte_size: z.number().int(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    created_at: instant,
    confirmed_at: instant.nullable(),
    finished_at: instant.nullable(),
    counts: z.object({
      rows: count,
      new: count,
      changed: count,
      unchanged: count,
      duplicates: count,
      conflicts: count,
      orphans: count,
      withdrawn: count,
      errors: count,
      changed_order_values: count,
      alerts_opened: count,
    }),
    money: z
      .object({ currency: z.string().regex(/^[A-Z]{3}$/), before: money, after: money })
      .describe(
        "Authorised in all for purchase orders, spent in all for quantity surveys: before and after the import.",
      ),
    failure: z
      .object({ code: z.string(), reason: z.string() })
      .nullable()
      .describe("`unexpected` and `gave-up` are AESTrak's own faults; every other code is about the file."),
    links,
  })
  .describe("One file and what became of it.");
export type ImportAnswer = z.infer<typeof importSchema>;

export const importListSchema = z
  .object({
    imports: z.array(importSchema),
    next: z.uuid().nullable().describe("Give it as `after` for the next page. Null on the last one."),
  })
  .describe("Imports, the newest first.");

export const problemSchema = z
  .object({
    type: z.literal("about:blank"),
    title: z.string().describe("The status in words."),
    status: z.number().int(),
    detail: z.string().describe("Why, in one sentence."),
  })
  .describe("A refusal (RFC 9457).");

const unknownParameter = {
  error: (issue: z.core.$ZodRawIssue) =>
    issue.code === "unrecognized_keys"
      ? `The address holds an unknown parameter: ${issue.keys.join(", ").slice(0, 80)}.`
      : undefined,
};

export const sendQuerySchema = z.strictObject(
  {
    name: z
      .string()
      .min(1, "The file's name is empty.")
      .max(255, "The file's name is longer than 255 characters.")
      .optional()
      .describe("The file's name with its ending, unless the header `X-File-Name` says it."),
    kind: z
      .enum(kind.options, "kind is purchase-orders or quantity-surveys.")
      .optional()
      .describe("Which export it is. Without it, the headings decide."),
    mode: z
      .enum(mode.options, "mode is incremental or snapshot.")
      .default("incremental")
      .describe("`snapshot`: the file holds every row, and what it doesn't hold any more was withdrawn."),
    confirm: z
      .enum(["true", "false"], "confirm is true or false.")
      .default("false")
      .describe(
        "`true`: apply the file without a person, unless a row can't be read, a key repeats with other values that nobody has explained yet, or the preview has a warning. Then it waits as `awaiting_confirmation`.",
      ),
  },
  unknownParameter,
);

export const listQuerySchema = z.strictObject(
  {
    limit: z.coerce
      .number("limit is a number from 1 to 100.")
      .int("limit is a number from 1 to 100.")
      .min(1, "limit is a number from 1 to 100.")
      .max(100, "limit is a number from 1 to 100.")
      .default(25)
      .describe("How many."),
    after: z
      .uuid("after is the id of an import.")
      .optional()
      .describe("The id behind which the page begins: `next` of the page before."),
  },
  unknownParameter,
);
