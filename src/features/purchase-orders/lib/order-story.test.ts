import { describe, expect, it } from "vitest";
import type { OrderEvent } from "@/features/purchase-orders/detail-queries";
import { tellEvent } from "@/features/purchase-orders/lib/event-words";
import { lastDayOfMonth, monthBars } from "@/features/purchase-orders/lib/month-bars";

const format = { currency: "EUR", locale: "en-US" };
const changed: OrderEvent = {
  happened_at: "2026-03-01T10:00:00Z",
  kind: "changed",
  import_job_id: "3f6e1a3c-0000-4000-8000-000000000000",
  alert_id: null,
  actor: null,
  fields: [],
  level_before: null,
  level_after: null,
  order_value: null,
  total_spent: null,
  note: "orders.xlsx",
  cause: null,
  facts: null,
};

describe("tellEvent", () => {
  it("tells by how much an order value rose or fell", () => {
    const raise = { field: "order_value", before: "155000.00", after: "207000.00" };
    expect(tellEvent({ ...changed, fields: [raise] }, format).title).toBe(
      "Order value raised by €52,000.00: €155,000.00 → €207,000.00",
    );
    const cut = { field: "order_value", before: "10.00", after: "9999999999999999.99" };
    expect(
      tellEvent({ ...changed, fields: [{ ...cut, before: cut.after, after: cut.before }] }, format).title,
    ).toBe("Order value lowered by €9,999,999,999,999,989.99: €9,999,999,999,999,999.99 → €10.00");
  });

  it("puts a change of status first, and names the lesser changes as the portal does", () => {
    const told = tellEvent(
      {
        ...changed,
        fields: [
          { field: "attributes.Cost object", before: null, after: "4711" },
          { field: "completion_message_date", before: null, after: "2026-11-20" },
          { field: "status", before: "Release EDI", after: "Completed" },
        ],
      },
      format,
    );
    expect(told.title).toBe("Status Release EDI → Completed");
    expect(told.changes).toEqual([
      { label: "Cost object", before: "blank", after: "4711" },
      { label: "Completion message", before: "blank", after: "Nov 20, 2026" },
    ]);
  });

  it("tells how an alert moved", () => {
    const rose = {
      ...changed,
      kind: "alert_escalated",
      level_before: "warning",
      level_after: "critical",
    } as const;
    expect(tellEvent(rose, format).title).toBe("Alert rose from warning to critical");
    const raised = {
      ...changed,
      note: null,
      kind: "alert_resolved",
      cause: "value_raised",
      facts: { order_value: { before: "100.00", after: "250.00" } },
    } as const;
    expect(tellEvent(raised, format)).toMatchObject({
      title: "Alert resolved",
      detail: "The client raised the order value from €100.00 to €250.00.",
    });
  });
});

describe("monthBars", () => {
  it("measures each month by the largest, whatever its sign", () => {
    const bars = monthBars([
      { month: "2026-01-01", total: "250.00", survey_count: 1 },
      { month: "2026-02-01", total: "-1000.00", survey_count: 2 },
      { month: null, total: "0.00", survey_count: 1 },
    ]);
    expect(bars.map(({ share, isCredit }) => [share, isCredit])).toEqual([
      [25, false],
      [100, true],
      [0, false],
    ]);
  });

  it("draws nothing when all months are zero", () => {
    expect(monthBars([{ month: "2026-01-01", total: "0.00", survey_count: 1 }])[0]?.share).toBe(0);
  });
});

describe("lastDayOfMonth", () => {
  it.each([
    ["2026-02-01", "2026-02-28"],
    ["2028-02-01", "2028-02-29"],
    ["2026-12-01", "2026-12-31"],
  ])("of %s is %s", (first, last) => {
    expect(lastDayOfMonth(first)).toBe(last);
  });
});
