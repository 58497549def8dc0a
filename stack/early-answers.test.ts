import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { securityHeaders } from "../src/libs/access/security-headers";
import type * as Answers from "./early-answers";

let answers: typeof Answers;

// The settings are read once, when the web server starts.
beforeAll(async () => {
  vi.stubEnv("AESTRAK_SITE_URL", "https://aestrak.example.com");
  answers = await import("./early-answers");
});
afterEach(() => vi.unstubAllEnvs());

/** What a browser would get. */
function answerTo(url: string, make: (request: IncomingMessage, response: ServerResponse) => void) {
  const headers = new Headers();
  let status = 200;
  let body = "";
  const response = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    writeHead: (code: number, more: Record<string, string>) => {
      status = code;
      for (const [name, value] of Object.entries(more)) headers.set(name, value);
    },
    end: (text?: string) => (body = text ?? ""),
  } as unknown as ServerResponse;
  // A body without an announced end, of which nothing is read.
  make({ url, headers: { "transfer-encoding": "chunked" } } as IncomingMessage, response);
  return { status, headers, body };
}

describe("every answer over https", () => {
  it("begins with our headers, and with two years of https", () => {
    const { headers } = answerTo("/login", (request, response) =>
      answers.beginAnswer(request, response, "a-number"),
    );
    for (const [name, value] of Object.entries(securityHeaders)) expect(headers.get(name), name).toBe(value);
    expect(headers.get("strict-transport-security")).toBe("max-age=63072000; includeSubDomains");
    expect(headers.get("x-request-id")).toBe("a-number");
  });

  it("lets data load nothing, below /api", () => {
    const { headers } = answerTo("/api/health", (request, response) =>
      answers.beginAnswer(request, response, "a-number"),
    );
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none';/);
  });
});

describe("an answer of our own web server", () => {
  it.each([
    ["/login", "text/plain; charset=utf-8"],
    ["/api/imports/1", "application/json"],
    ["/api/v1/imports", "application/problem+json"],
  ])("to %s says its type, %s, and is kept by no cache", (url, type) => {
    const { status, headers, body } = answerTo(url, (request, response) =>
      answers.answerEarly(request, response, { status: 413, sentence: "This is more than is taken here." }),
    );
    expect(status).toBe(413);
    expect(headers.get("content-type")).toBe(type);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("connection")).toBe("close");
    expect(body).toContain("This is more than is taken here.");
  });
});
