import { describe, expect, it } from "vitest";
import { pageSecurityPolicy, securityHeaders, transportHeaders } from "./security-headers";

const directives = (policy: string) => policy.split("; ");

describe("the policy of a page", () => {
  const usual = pageSecurityPolicy("AAAA", { development: false, https: true });

  it("says all that is said of every answer, in the same words, so that the two can't disagree", () => {
    const everywhere = directives(securityHeaders["Content-Security-Policy"] ?? "");
    expect(everywhere.length).toBeGreaterThan(3);
    expect(directives(usual)).toEqual(expect.arrayContaining(everywhere));
  });

  it("runs no script without the nonce, and evaluates none", () => {
    expect(directives(usual)).toContain("script-src 'self' 'nonce-AAAA' 'strict-dynamic'");
  });

  it("lets development evaluate scripts, which React's warnings need", () => {
    const policy = pageSecurityPolicy("AAAA", { development: true, https: false });
    expect(policy).toContain("'unsafe-eval'");
    expect(policy).not.toContain("upgrade-insecure-requests");
  });
});

describe("the transport headers", () => {
  it("keep browsers on https for two years, where AESTrak is opened by it", () => {
    expect(transportHeaders("https://aestrak.example.com")).toEqual({
      "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    });
  });

  it("are none on http, and while nothing says how it is opened", () => {
    expect(transportHeaders("http://localhost:3000")).toEqual({});
    expect(transportHeaders(undefined)).toEqual({});
  });
});
