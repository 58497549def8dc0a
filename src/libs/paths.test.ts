import { expect, test } from "vitest";

import { paths } from "@/libs/paths";

test("a list without filters has a bare address", () => {
  expect(paths.purchaseOrders()).toBe("/purchase-orders");
  expect(paths.purchaseOrders({ q: "", level: undefined, vendor: null })).toBe("/purchase-orders");
});

test("filters are escaped, and a list of values repeats its key", () => {
  expect(paths.alerts({ level: ["critical", "over_budget"], q: "a&b" })).toBe(
    "/alerts?level=critical&level=over_budget&q=a%26b",
  );
});

test("an id can't leave its path segment", () => {
  expect(paths.purchaseOrder("../settings?x")).toBe("/purchase-orders/..%2Fsettings%3Fx");
});
