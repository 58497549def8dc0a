import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { securityHeaders } from "../../src/libs/access/security-headers";
import { builtActions } from "./support/actions";
import { cookieHeader } from "./support/sessions";
import { expect, test } from "./support/test";

// What our web server answers to whoever asks anything of it, in whichever form.

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Asks as no browser and no fetch would: any Host, any path. */
async function ask(
  siteUrl: string,
  path: string,
  { method = "GET", headers, body }: Asked = {},
): Promise<Answer> {
  const { hostname, port, host } = new URL(siteUrl);
  const asked = request({ hostname, port, path, method, headers: { host, ...headers }, agent: false });
  const answered = once(asked, "response") as Promise<[IncomingMessage]>;
  asked.end(body);
  const [answer] = await answered;
  const chunks = await answer.toArray();
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    body: Buffer.concat(chunks as Buffer[]).toString(),
  };
}

/** Sends bytes as they are. @returns all that comes back */
async function sendRaw(siteUrl: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(siteUrl);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.end(Buffer.from(bytes, "latin1"));
  await once(socket, "close");
  return Buffer.concat(chunks).toString("latin1");
}

const html = { accept: "text/html" };

test("every kind of answer carries our headers, the framework's own too", async ({
  installation: { siteUrl },
  session,
}) => {
  const page = await ask(siteUrl, "/login");
  const script = /\/_next\/static\/[^"]+\.js/.exec(page.body)?.[0] ?? "";
  const file = await ask(siteUrl, script);
  const cookie = cookieHeader(session.cookies);
  const kinds: [what: string, status: number, path: string, asked?: Asked][] = [
    ["a page", 200, "/login"],
    ["a page's head", 200, "/login", { method: "HEAD" }],
    ["a page for members", 200, "/dashboard", { headers: { cookie } }],
    ["a redirect of the proxy", 307, "/dashboard"],
    ["a redirect of the settings", 307, "/settings"],
    ["a redirect of a page", 307, "/login", { headers: { cookie } }],
    ["a redirect for a slash", 308, "/login/"],
    ["a page that there isn't", 404, "/no-such-page"],
    ["a row that there isn't", 404, "/imports/00000000-0000-0000-0000-000000000000", { headers: { cookie } }],
    ["a script", 200, script],
    ["a script that is known", 304, script, { headers: { "if-none-match": file.headers.etag ?? "" } }],
    ["a script that there isn't", 404, "/_next/static/none.js"],
    ["a file", 200, "/icon.svg"],
    ["a template", 200, "/templates/purchase-orders.xlsx"],
    ["a path that is none", 400, "/%zz"],
    ["a path of another host", 404, "//elsewhere.example/"],
    ["a route without a session", 401, "/api/imports/1"],
    ["a route that there isn't", 404, "/api/none"],
    ["a route with another method", 405, "/api/health", { method: "DELETE" }],
    ["the health check", 200, "/api/health"],
    ["a page with another method", 405, "/login", { method: "PUT" }],
    ["a trace of a page", 405, "/login", { method: "TRACE" }],
    ["a trace of a route", 405, "/api/health", { method: "TRACE" }],
    ["a form of nobody's", 403, "/login", { method: "POST", body: "a=b" }],
    [
      "a form that is too large",
      413,
      "/login",
      {
        method: "POST",
        headers: { origin: siteUrl, "content-length": "9999999" },
      },
    ],
    ["another host", 421, "/login", { headers: { host: "elsewhere.example" } }],
    [
      "the machine's other name",
      307,
      "/login",
      { headers: { host: siteUrl.replace("http://localhost", "127.0.0.1") } },
    ],
  ];
  for (const [what, status, path, asked] of kinds) {
    const answer = await ask(siteUrl, path, asked);
    expect(answer.status, what).toBe(status);
    expect(answer.headers["x-request-id"], what).toMatch(/^[0-9a-f-]{36}$/);
    for (const [name, value] of Object.entries(securityHeaders)) {
      const sent = answer.headers[name.toLowerCase()];
      if (name === "Content-Security-Policy") expect(sent, what).toContain("frame-ancestors 'none'");
      else expect(sent, `${what}: ${name}`).toBe(value);
    }
  }
  const unreadable = await sendRaw(siteUrl, "GET / HTTP/9.9\r\n\r\n");
  expect(unreadable).toMatch(/^HTTP\/1\.1 400 /);
  for (const name of Object.keys(securityHeaders)) expect(unreadable).toContain(`\r\n${name}: `);
});

test("neither the checkout, nor what lists a folder, nor a trace of the request is answered", async ({
  installation: { siteUrl },
}) => {
  for (const path of [
    "/.git/config",
    "/.git/HEAD",
    "/.gitignore",
    "/.env.local",
    "/package.json",
    "/next.config.ts",
    "/secrets.json",
    "/src/proxy.ts",
    "/.next/BUILD_ID",
    "/templates",
    "/templates/",
    "/_next/",
    "/_next/static",
    "/_next/static/",
    "/_next/static/chunks/",
    "/_next/static/../../package.json",
    "/templates/..%2f..%2fpackage.json",
  ]) {
    const answer = await ask(siteUrl, path, { headers: html });
    expect(answer.status, path).toBeGreaterThanOrEqual(300);
    expect(answer.body, path).not.toMatch(/repositoryformatversion|ref: refs|"devDependencies"|Index of/);
    expect(answer.body, path).not.toContain("quantity-surveys.xlsx");
  }
  const traced = await ask(siteUrl, "/api/health", { method: "TRACE", headers: { "x-marked": "a mark" } });
  expect(traced.status).toBe(405);
  expect(traced.body).not.toContain("a mark");
});

test("only the site's own address is answered, by scheme, host and port", async ({
  installation: { siteUrl },
}) => {
  const { port } = new URL(siteUrl);
  const under = (host: string, path = "/login?a=b", more: Asked = {}) =>
    ask(siteUrl, path, { ...more, headers: { ...more.headers, host } });
  for (const host of [
    "elsewhere.example",
    `elsewhere.example:${port}`,
    "localhost",
    "localhost:1",
    "localhost:x",
    "a b",
  ])
    expect((await under(host)).status, host).toBe(421);
  // The mark of what Next asks itself is not to be guessed.
  const guess = { headers: { "x-aestrak-own-request": "1" } };
  expect((await under("elsewhere.example", "/login", guess)).status).toBe(421);
  for (const name of ["127.0.0.1", "[::1]"])
    expect(await under(`${name}:${port}`)).toMatchObject({
      status: 307,
      headers: { location: `${siteUrl}/login?a=b` },
    });
  const form = { method: "POST", body: "a=b", headers: { origin: `http://127.0.0.1:${port}` } };
  expect((await under(`127.0.0.1:${port}`, "/login", form)).status).toBe(421);
  expect((await under(`127.0.0.1:${port}`, "/api/health")).status).toBe(200);
  expect((await under("elsewhere.example", "/api/health")).status).toBe(421);
  expect((await under(`127.0.0.1:${port}`, "/api/imports/1")).status).toBe(307);
  // What only a proxy of ours may say.
  const forwarded = await ask(siteUrl, "/dashboard", {
    headers: { "x-forwarded-host": "elsewhere.example" },
  });
  expect(forwarded.headers.location).not.toContain("elsewhere");
  expect(await sendRaw(siteUrl, "GET /login HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 (?:400|421) /);
});

test("a form from another origin is refused, also one that differs by scheme or port alone", async ({
  installation: { siteUrl },
  session,
}) => {
  const { hostname, host, port } = new URL(siteUrl);
  const cookie = cookieHeader(session.cookies);
  for (const origin of [
    `https://${host}`,
    `http://${hostname}:${Number(port) + 1}`,
    `http://127.0.0.1:${port}`,
    "null",
    `${siteUrl}/`,
  ])
    for (const path of ["/login", "/api/imports/upload?name=a.csv&size=2"]) {
      const answer = await ask(siteUrl, path, { method: "POST", body: "a=", headers: { origin, cookie } });
      expect(answer.status, `${origin} ${path}`).toBe(403);
    }
});

test("whatever is sent to an action in place of its form is refused as the sender's fault", async ({
  installation: { siteUrl, directory },
  contractor,
}) => {
  test.slow();
  const log = join(directory, "logs", "web.log");
  const before = readFileSync(log, "utf8").length;
  const multipart = { "content-type": "multipart/form-data; boundary=x" };
  const part = (name: string, value: string) =>
    `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const text = { "content-type": "text/plain;charset=UTF-8" };
  const bodies: [Record<string, string>, string][] = [
    [text, ""],
    [text, "[]"],
    [text, "null"],
    [text, "{"],
    [text, '[null,"$K1"]'],
    [text, '[{"status":"idle"},{"get":"$F1"}]'],
    [text, '["$undefined","$undefined"]'],
    [text, '["$@0","$Q0"]'],
    [text, `[${'["$1:__proto__:then"],'.repeat(20)}1]`],
    [multipart, ""],
    [multipart, "--x--\r\n"],
    [multipart, `${part("0", "{")}--x--\r\n`],
    [multipart, `${part("0", '["$K9"]')}--x--\r\n`],
    [multipart, `${part("0", '[1,"a"]')}--x--\r\n`],
    [multipart, `${part("$ACTION_REF_1", "")}${part("$ACTION_1:0", "{")}--x--\r\n`],
    [multipart, `${part("$ACTION_ID_\u009b31m", "")}--x--\r\n`],
    [{ "content-type": "application/x-www-form-urlencoded" }, "a=b"],
    [{ "content-type": "application/octet-stream" }, "\u0000"],
    [{}, "a"],
  ];
  const actions = builtActions(contractor);
  const login = actions.find(({ name }) => name === "logIn");
  if (!login) throw new Error("There is no action logIn.");
  const ids = [login.id, "x", "0".repeat(42), `${"0".repeat(41)}\u009b`, "__proto__", undefined];
  for (const id of ids) {
    for (const [headers, body] of bodies) {
      const action: Record<string, string> = id === undefined ? {} : { "next-action": id };
      const answer = await ask(siteUrl, "/login", {
        method: "POST",
        body,
        headers: { ...headers, ...action, origin: siteUrl },
      });
      const what = `${id} ${JSON.stringify(headers)} ${body}: ${answer.status}`;
      // An empty form is one, and is told which fields it lacks; without an action, a page may answer with itself.
      const isForm = answer.body.includes('"status":"refused"') || id === undefined;
      expect(answer.status, what).toBeGreaterThanOrEqual(isForm ? 200 : 400);
      expect(answer.status, what).toBeLessThan(500);
    }
  }
  // Each action, with arguments that are no form.
  for (const { id, address, name } of actions) {
    const answer = await ask(siteUrl, address, {
      method: "POST",
      body: '["\\u001b[31m",{"a":1}]',
      headers: { ...text, "next-action": id, origin: siteUrl },
    });
    expect(answer.status, name).toBeGreaterThanOrEqual(300);
    expect(answer.status, name).toBeLessThan(500);
  }
  // Odd bytes elsewhere.
  await sendRaw(
    siteUrl,
    `GET /\u009b31m\u0085{"level":30} HTTP/1.1\r\nhost: ${new URL(siteUrl).host}\r\nconnection: close\r\n\r\n`,
  );
  await ask(siteUrl, "/%1b[31m%0a%7b%22level%22:30%7d", { headers: html });
  await ask(siteUrl, "/last-of-the-odd", { headers: html });
  const written = () => readFileSync(log, "utf8").slice(before);
  await expect.poll(() => written().includes("/last-of-the-odd")).toBe(true);
  const lines = written().split("\n").filter(Boolean);
  expect(lines.length).toBeGreaterThan(100);
  for (const line of lines) {
    expect(() => JSON.parse(line) as unknown, line).not.toThrow();
    expect(line).not.toMatch(/[\p{Cc}\u2028-\u202e]/u);
  }
});
