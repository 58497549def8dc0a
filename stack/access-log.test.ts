import { describe, expect, it } from "vitest";
import { pathForLog } from "./access-log";

describe("the path in the access log", () => {
  it.each([
    ["/purchase-orders/12?q=secret", "/purchase-orders/12"],
    ["/imports/0f9f6f3e-59d8-4c0e-9a52-0d7a7a1d5a11", "/imports/0f9f6f3e-59d8-4c0e-9a52-0d7a7a1d5a11"],
    ["/invite/q0Vq7kR3mYw2xZ8nB5tL1cD9sH4gJ6fP", "/invite/(hidden)"],
    [`/auth/confirm/${"0a".repeat(32)}`, "/auth/confirm/(hidden)"],
    ["/#fragment", "/"],
    ["//elsewhere.example/path", "//elsewhere.example/path"],
  ])("of %s is %s", (url, path) => {
    expect(pathForLog(url)).toBe(path);
  });

  it("is cut", () => {
    expect(pathForLog("/a".repeat(1000))).toHaveLength(200);
  });
});
