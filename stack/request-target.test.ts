import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { judgeTarget } from "./request-target";

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
