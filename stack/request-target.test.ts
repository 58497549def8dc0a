import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { judgeTarget, senderOf } from "./request-target";

const siteUrl = "https://aestrak.example";

/** @returns the status of the refusal; null for what the application may see */
function statusOf(method: string, url: string): number | null {
  const headers = { host: "aestrak.example", origin: siteUrl };
  const socket = { remoteAddress: "192.0.2.7" } as IncomingMessage["socket"];
  return judgeTarget({ method, url, headers, socket }, siteUrl, false)?.status ?? null;
}

it.each(["/login", "/api/health", "/api/v1/imports"])("refuses to trace %s", (url) => {
  for (const method of ["TRACE", "TRACK"]) expect(statusOf(method, url), method).toBe(405);
  expect(statusOf("GET", url)).toBeNull();
});

const from = (written: string | undefined, trustedProxies: number) =>
  senderOf(
    {
      headers: { "x-forwarded-for": written },
      socket: { remoteAddress: "192.0.2.1" } as IncomingMessage["socket"],
    },
    trustedProxies,
  );

describe("whom a request comes from", () => {
  it.each(["198.51.100.9", "198.51.100.9, 203.0.113.5", "", undefined])(
    "is the connection while no proxy is trusted, whatever the client writes: %s",
    (written) => expect(from(written, 0)).toBe("192.0.2.1"),
  );

  it("is what the outermost of our own proxies wrote, and nothing before it", () => {
    expect(from("forged, 203.0.113.5", 1)).toBe("203.0.113.5");
    expect(from("forged, 203.0.113.5, 10.0.0.1", 2)).toBe("203.0.113.5");
  });

  it("is the connection where fewer proxies wrote than are trusted", () => {
    expect(from("203.0.113.5", 2)).toBe("192.0.2.1");
    expect(from(undefined, 1)).toBe("192.0.2.1");
  });
});
