import { describe, expect, it } from "vitest";
import { purchaseOrderLifecycle, quantitySurveyStage } from "@/libs/lifecycle";

describe("purchaseOrderLifecycle", () => {
  it.each([
    ["Processing", "open"],
    ["Imported", "open"],
    ["Release EDI", "open"],
    ["Completed", "completed"],
    ["SAP canceled", "canceled"],
    ["Contractor canceled", "canceled"],
    ["Rejected", "canceled"],
    ["  sap \n CANCELED ", "canceled"],
  ])("knows %j as %s", (status, lifecycle) => {
    expect(purchaseOrderLifecycle(status)).toEqual({ lifecycle, known: true });
  });

  it.each(["", "Parked", "__proto__", "constructor"])(
    "keeps %j open and says that it is unknown",
    (status) => {
      expect(purchaseOrderLifecycle(status)).toEqual({ lifecycle: "open", known: false });
    },
  );
});

describe("quantitySurveyStage", () => {
  it("follows the latest evidence", () => {
    const createdDate = "2026-01-01";
    expect(quantitySurveyStage({})).toBe("created");
    expect(quantitySurveyStage({ createdDate })).toBe("created");
    expect(quantitySurveyStage({ createdDate, transferredDate: "2026-01-02" })).toBe("transferred");
    expect(quantitySurveyStage({ createdDate, acceptedDate: "2026-01-03" })).toBe("accepted");
    expect(quantitySurveyStage({ acceptedDate: "2026-01-03", invoiceNumber: "R-1" })).toBe("invoiced");
    expect(quantitySurveyStage({ invoiceDate: "2026-01-04" })).toBe("invoiced");
    expect(quantitySurveyStage({ createdDate, accountingDocument: "5100000001" })).toBe("posted");
  });

  it("takes blank text for no evidence", () => {
    expect(
      quantitySurveyStage({ acceptedDate: "2026-01-03", invoiceNumber: " ", accountingDocument: "" }),
    ).toBe("accepted");
  });
});
