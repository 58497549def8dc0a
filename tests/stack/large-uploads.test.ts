import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOrganizationOfKnownAdmin } from "../installation/command-line";
import { logIn } from "../installation/login";
import {
  removeDataDirectory,
  type RunningInstallation,
  startInstallation,
  temporaryDataDirectory,
} from "../installation/start";

const mebibyte = 1024 ** 2;
const limit = 200 * mebibyte;
/** What taking a file in may add to the memory of the web server, however large the file is. */
const allowance = 100 * mebibyte;

const directory = temporaryDataDirectory();
const token = `aestrak_${randomBytes(32).toString("base64url")}`;
let running: RunningInstallation;
let sql: postgres.Sql;
/** The two ways in, with what each needs to be let through. */
const ways: Record<
  "browser" | "API",
  { path: (name: string, size: number) => string; headers: Record<string, string> }
> = {
  browser: { path: (name, size) => `/api/imports/upload?name=${name}&size=${size}`, headers: {} },
  API: { path: (name) => `/api/v1/imports?name=${name}`, headers: { authorization: `Bearer ${token}` } },
};

beforeAll(async () => {
  running = await startInstallation(directory);
  sql = postgres(running.databaseUrl, { max: 1, onnotice: () => {} });
  const made = await createOrganizationOfKnownAdmin(directory, {
    name: "Yard",
    slug: "yard",
    email: "admin@example.com",
  });
  const hash = createHash("sha256").update(token).digest();
  await sql`
    insert into public.api_tokens (organization_id, name, token_hash, prefix, scopes, created_by)
    select ${made.organization_id}, 'nightly', ${hash}, ${token.slice(0, 14)}, '{imports:write}', user_id from public.user_profiles`;
  const cookie = await logIn(running.siteUrl, made.admin_email, made.password);
  ways.browser.headers = { cookie, origin: running.siteUrl };
});
afterAll(async () => {
  await sql.end();
  await running.stop();
  removeDataDirectory(directory);
});

interface Answer {
  status: number;
  text: string;
}

/**
 * Sends a body of so many bytes, which are nowhere as a whole, or only announces them.
 * @param sent "chunked" tells the server nothing about the length
 */
function post(
  { path, headers }: (typeof ways)["browser"],
  bytes: number,
  sent: "announced" | "chunked" | "announced only",
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length: Record<string, string> = sent === "chunked" ? {} : { "content-length": String(bytes) };
    const type = { "content-type": "application/octet-stream" };
    const size = sent === "chunked" ? limit : bytes;
    const sending = request(
      running.siteUrl + path("export.xlsx", size),
      { method: "POST", headers: { ...headers, ...type, ...length } },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part: string) => (text += part));
        answer.on("end", () => {
          resolve({ status: answer.statusCode ?? 0, text });
          sending.destroy();
        });
      },
    );
    // A server that has answered needs not read the rest.
    sending.on("error", reject);
    if (sent === "announced only") sending.flushHeaders();
    else Readable.from(zeros(bytes)).pipe(sending);
  });
}

function* zeros(bytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(mebibyte);
  for (let left = bytes; left > 0; left -= piece.length)
    yield left < piece.length ? piece.subarray(0, left) : piece;
}

/** The process id of the installation's web server. */
function webServer(): number {
  const found = readdirSync("/proc").find((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
      return words.includes(join("stack", "web.ts")) && Number(parent) === running.program.pid;
    } catch {
      return false;
    }
  });
  return Number(found);
}

function memoryOf(pid: number, what: "VmRSS" | "VmHWM"): number {
  const [, kibibytes] = new RegExp(`^${what}:\\s+(\\d+) kB$`, "m").exec(
    readFileSync(`/proc/${pid}/status`, "utf8"),
  )!;
  return Number(kibibytes) * 1024;
}

const onLinux = process.platform === "linux";

describe.each(["browser", "API"] as const)("by the %s", (way) => {
  it("a file just below the limit arrives whole, without ever being in the web server's memory", async () => {
    await post(ways[way], 1024, "announced");
    const pid = onLinux ? webServer() : 0;
    const before = onLinux ? memoryOf(pid, "VmRSS") : 0;
    // The kernel begins a new peak.
    if (onLinux) writeFileSync(`/proc/${pid}/clear_refs`, "5");
    const { status, text } = await post(ways[way], limit - 1, "announced");
    expect({ status, text }).toMatchObject({ status: 201 });
    const [file] = await sql<{ byte_size: string; sha256: string }[]>`
      select byte_size::text, sha256 from public.import_files order by created_at desc limit 1`;
    const hash = createHash("sha256");
    for (const piece of zeros(limit - 1)) hash.update(piece);
    expect(file).toEqual({ byte_size: String(limit - 1), sha256: hash.digest("hex") });
    if (onLinux) expect(memoryOf(pid, "VmHWM") - before).toBeLessThan(allowance);
  });

  it("a file that announces more is refused before it is sent", async () => {
    const { status, text } = await post(ways[way], limit + mebibyte, "announced only");
    expect(status).toBe(413);
    expect(text).toContain("This file is 201 MB; the limit is 200 MB.");
  });

  it("a file that announces nothing is refused when it has become too large, and nothing of it is kept", async () => {
    const [before] = await sql`select count(*)::integer as files from public.import_files`;
    const { status, text } = await post(ways[way], limit + 8 * mebibyte, "chunked");
    expect({ status: way === "API" ? 413 : 422, text }).toEqual({ status, text });
    expect(text).toContain("export.xlsx is larger than 200 MB. Export a shorter period.");
    const [after] = await sql`select count(*)::integer as files from public.import_files`;
    expect(after).toEqual(before);
    expect(readdirSync(join(directory, "files", "incoming"))).toEqual([]);
  });
});
