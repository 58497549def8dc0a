import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alertableLevel, nextAlertStep, stepSendsMail } from "@/libs/alert-rule";
import type { AlertLevel, AlertState } from "@/libs/alert-rule";

const levels = ["warning", "critical", "over_budget"] as const;
const alertable = fc.constantFrom<AlertLevel | null>(null, ...levels);
const rankOf = (level: AlertLevel | null) => (level ? levels.indexOf(level) + 1 : 0);

/** Applies one step as the import does; returns the alert afterwards. */
function apply(current: AlertState | null, level: AlertLevel | null): AlertState | null {
  const step = nextAlertStep(current, level);
  if (step === "none") return current;
  if (step === "resolve" || !level) return null;
  return { level, status: step === "open" || !current ? "open" : current.status };
}

describe("alertableLevel", () => {
  const at = (totalSpent: bigint) => ({ orderValue: 100n, totalSpent });

  it("warns about open purchase orders at every level above on track", () => {
    for (const level of levels) expect(alertableLevel(level, "open", at(100n))).toBe(level);
    expect(alertableLevel("on_track", "open", at(10n))).toBeNull();
  });

  it("reports a closed purchase order only when more was spent than authorised", () => {
    for (const lifecycle of ["completed", "canceled"] as const) {
      expect(alertableLevel("warning", lifecycle, at(80n))).toBeNull();
      expect(alertableLevel("critical", lifecycle, at(95n))).toBeNull();
      expect(alertableLevel("over_budget", lifecycle, at(100n))).toBeNull();
      expect(alertableLevel("over_budget", lifecycle, at(101n))).toBe("over_budget");
      expect(alertableLevel("critical", lifecycle, at(101n))).toBe("over_budget");
    }
  });
});

describe("nextAlertStep", () => {
  it("opens, escalates, falls and resolves", () => {
    expect(nextAlertStep(null, null)).toBe("none");
    expect(nextAlertStep(null, "warning")).toBe("open");
    expect(nextAlertStep({ level: "warning", status: "acknowledged" }, "critical")).toBe("escalate");
    expect(nextAlertStep({ level: "critical", status: "snoozed" }, "critical")).toBe("none");
    expect(nextAlertStep({ level: "over_budget", status: "open" }, "warning")).toBe("deescalate");
    expect(nextAlertStep({ level: "warning", status: "open" }, null)).toBe("resolve");
  });

  it("leaves an alert that an admin closed alone until the level rises above it", () => {
    const closed: AlertState = { level: "critical", status: "resolved" };
    expect(nextAlertStep(closed, "critical")).toBe("none");
    expect(nextAlertStep(closed, "over_budget")).toBe("open");
    expect(nextAlertStep(closed, "warning")).toBe("deescalate");
    expect(nextAlertStep(closed, null)).toBe("resolve");
  });

  it("does nothing more when the same level is evaluated again", () => {
    const state = fc.option(
      fc.record({
        level: fc.constantFrom(...levels),
        status: fc.constantFrom(
          "open" as const,
          "acknowledged" as const,
          "snoozed" as const,
          "resolved" as const,
        ),
      }),
      { nil: null },
    );
    fc.assert(
      fc.property(state, alertable, (current, level) => {
        expect(nextAlertStep(apply(current, level), level)).toBe("none");
      }),
    );
  });

  it("sends a mail exactly when the level rises, whatever admins close in between", () => {
    const history = fc.array(fc.record({ level: alertable, closedAfterwards: fc.boolean() }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(history, (evaluations) => {
        let current: AlertState | null = null;
        let before: AlertLevel | null = null;
        for (const { level, closedAfterwards } of evaluations) {
          const mails = stepSendsMail(nextAlertStep(current, level));
          expect(mails).toBe(rankOf(level) > rankOf(before));
          current = apply(current, level);
          if (current && closedAfterwards) current = { level: current.level, status: "resolved" };
          before = level;
        }
      }),
    );
  });
});
