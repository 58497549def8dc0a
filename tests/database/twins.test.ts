import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { alertableLevel } from "@/libs/alert-rule";
import { entitlements } from "@/libs/entitlements";
import { purchaseOrderLifecycle, quantitySurveyStage } from "@/libs/lifecycle";
import { centsToDecimal } from "@/libs/money";
import { nameFault } from "@/libs/plain-name";
import { defaultThresholds, levelOf, thresholdProblem, utilizationPercent } from "@/libs/utilization";
import { useDatabase } from "./support/database";

const db = useDatabase();
const limit = 10n ** 18n - 1n;

/** Amounts in cents: small ones that meet often, any that the column holds, and the edges. */
const cents = fc.oneof(
  fc.bigInt({ min: -20_000n, max: 20_000n }),
  fc.bigInt({ min: -limit, max: limit }),
  fc.constantFrom(0n, 1n, -1n, limit, -limit),
);

/** Pairs that lie on a threshold, or a cent beside it, as well as unrelated ones. */
const amounts = fc.oneof(
  fc.record({ orderValue: cents, totalSpent: cents }),
  fc
    .record({
      orderValue: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      percent: fc.constantFrom(75n, 90n, 100n, 1000n),
      beside: fc.bigInt({ min: -1n, max: 1n }),
    })
    .map(({ orderValue, percent, beside }) => ({
      orderValue,
      totalSpent: (orderValue * percent) / 100n + beside,
    })),
);

const thresholds = fc.oneof(
  fc.constant({ ...defaultThresholds }),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 99_999 }), { minLength: 3, maxLength: 3 })
    .map((hundredths) => hundredths.toSorted((a, b) => a - b))
    .map(([a = 1, b = 2, c = 3]) => ({ warning: a / 100, critical: b / 100, overBudget: c / 100 }))
    .filter((set) => thresholdProblem(set) === null),
);

/**
 * Compares the two over batches of values, so that a thousand cases cost a few queries.
 * @param expression over the columns of v, each of which is text
 */
async function agree<Value>(
  value: fc.Arbitrary<Value>,
  columns: (value: Value) => Record<string, string | null>,
  expression: string,
  twin: (value: Value) => string | null,
) {
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 50, maxLength: 400 }), async (values) => {
      const rows = values.map(columns);
      const shape = Object.keys(rows[0] ?? {}).map((name) => `${name} text`);
      const answers = await db.owner.unsafe(
        `select (${expression})::text as answer from rows from (jsonb_to_recordset($1::text::jsonb) as (${shape.join(", ")})) with ordinality v order by ordinality`,
        [JSON.stringify(rows)],
      );
      for (const [at, row] of answers.entries()) {
        expect({ ...rows[at], answer: row["answer"] }).toEqual({
          ...rows[at],
          answer: twin(values[at] as Value),
        });
      }
    }),
    { numRuns: 25 },
  );
}

describe("the rules that exist both in TypeScript and in SQL agree", () => {
  it("on levels", () =>
    agree(
      fc.tuple(amounts, thresholds),
      ([{ orderValue, totalSpent }, { warning, critical, overBudget }]) => ({
        order_value: centsToDecimal(orderValue),
        spent: centsToDecimal(totalSpent),
        warning: String(warning),
        critical: String(critical),
        over: String(overBudget),
      }),
      "private.level_of(order_value::numeric, spent::numeric, warning::numeric, critical::numeric, over::numeric)",
      ([amount, set]) => levelOf(amount, set),
    ));

  it("on which levels raise an alert", () =>
    agree(
      fc.record({
        amount: amounts,
        level: fc.constantFrom("on_track", "warning", "critical", "over_budget"),
        lifecycle: fc.constantFrom("open", "completed", "canceled"),
      }),
      ({ amount, level, lifecycle }) => ({
        level,
        lifecycle,
        order_value: centsToDecimal(amount.orderValue),
        spent: centsToDecimal(amount.totalSpent),
      }),
      "private.alertable_level(level::public.utilization_level, lifecycle::public.purchase_order_lifecycle, order_value::numeric, spent::numeric)",
      ({ amount, level, lifecycle }) => alertableLevel(level, lifecycle, amount),
    ));

  it("on the seats of each plan", async () => {
    const plans = await db.owner<{ plan: string; seats: number | null }[]>`
      select plan::text, private.seat_limit(plan) as seats
      from unnest(enum_range(null::public.subscription_plan)) as plan`;
    const inCode = Object.entries(entitlements).map(([plan, { seats }]) => ({ plan, seats }));
    expect([...plans]).toEqual(inCode);
  });

  it("on which plans may require a second factor", async () => {
    const plans = await db.owner<{ plan: string; enforced: boolean }[]>`
      select plan::text, private.enforces_second_factor(plan) as enforced
      from unnest(enum_range(null::public.subscription_plan)) as plan`;
    const inCode = Object.entries(entitlements).map(([plan, { enforcedSecondFactor: enforced }]) => ({
      plan,
      enforced,
    }));
    expect([...plans]).toEqual(inCode);
  });

  it("on lifecycles", () => {
    const known = [
      "Processing",
      "Imported",
      "Release EDI",
      "Completed",
      "SAP canceled",
      "Contractor canceled",
      "Rejected",
    ];
    // As the reader of exports leaves a status: no spaces at its ends, but any case, and any spaces within.
    const status = fc.oneof(
      fc
        .record({
          text: fc.constantFrom(...known),
          space: fc.constantFrom(" ", "  ", "\t", "\n", "\u00a0"),
          form: fc.constantFrom<((text: string) => string)[]>(
            (text) => text,
            (text) => text.toUpperCase(),
            (text) => text.toLowerCase(),
          ),
        })
        .map(({ text, space, form }) => form(text.replace(" ", space))),
      fc.constantFrom(...known).map((text) => `${text}x`),
      fc.string({ unit: "grapheme-ascii", maxLength: 20 }).map((text) => text.trim()),
    );
    return agree(
      status,
      (text) => ({ status: text }),
      "private.lifecycle_of(status)",
      (text) => purchaseOrderLifecycle(text).lifecycle,
    );
  });

  it("on stages", () => {
    // A blank cell is null in the database, never an empty text.
    const date = fc.constantFrom(null, "2026-01-31");
    const text = fc.constantFrom(null, "4711");
    return agree(
      fc.record({
        transferredDate: date,
        acceptedDate: date,
        invoiceNumber: text,
        invoiceDate: date,
        accountingDocument: text,
      }),
      (survey) => ({
        transferred: survey.transferredDate,
        accepted: survey.acceptedDate,
        invoice: survey.invoiceNumber,
        invoiced: survey.invoiceDate,
        document: survey.accountingDocument,
      }),
      "private.stage_of(transferred::date, accepted::date, invoice, invoiced::date, document)",
      (survey) => quantitySurveyStage(survey),
    );
  });

  describe("on utilisation", () => {
    let expression: string;
    beforeAll(async () => {
      const [column] = await db.owner<{ expression: string }[]>`
        select pg_get_expr(d.adbin, d.adrelid) as expression from pg_attrdef d
        join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
        where d.adrelid = 'public.purchase_orders'::regclass and a.attname = 'utilization_percent'`;
      expression = column!.expression;
    });

    // PostgreSQL divides to sixteen digits before it rounds to two decimals, so beyond ten billion the last
    // digit shown may differ. Levels never hang on it.
    const upTo = (amount: bigint) => (amount < 0n ? -amount : amount) <= 10n ** 12n;

    it("to the second decimal, half away from zero", () =>
      agree(
        amounts.filter(({ orderValue, totalSpent }) => upTo(orderValue) && upTo(totalSpent)),
        ({ orderValue, totalSpent }) => ({
          order_value: centsToDecimal(orderValue),
          total_spent: centsToDecimal(totalSpent),
        }),
        `(select ${expression} from (select v.order_value::numeric(18,2), v.total_spent::numeric(18,2)) as p)::numeric(24,2)`,
        (amount) => utilizationPercent(amount),
      ));
  });
});

describe("what may be a name", () => {
  /** Among what people type, what the rule looks for, as often as not beside a letter. */
  const sign = fc.oneof(
    fc.constantFrom(...Array.from("aZé .。．・@＠/／w1９-,;)&’名ب")),
    fc.constantFrom(
      "www.",
      "//",
      "\u200B",
      "\u202E",
      "\u2066",
      "\u00AD",
      "\u3164",
      "\uFE0F",
      "\u{E0041}",
      "\u200D",
    ),
    fc
      .integer({ min: 1, max: 0x10ffff })
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code)),
  );
  it("is the same", async () => {
    await agree(
      fc.array(sign, { minLength: 1, maxLength: 6 }).map((signs) => signs.join("")),
      (name) => ({ name }),
      "private.is_plain_name(v.name)",
      (name) => String(nameFault(name) === null),
    );
  });
});
