import { mkdtemp, readdir, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { fileDownload } from "./file-download";

let folder: string;
let path: string;
const content = "x".repeat(1024 ** 2);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "file-"));
  path = join(folder, "export.xlsx");
  await writeFile(path, content);
});
afterAll(async () => rm(folder, { recursive: true }));

const headersFor = (byteSize: number) => ({ "content-length": String(byteSize) });
const address = "http://localhost:3000/file";

/** How many handles of this process lead to the file, as Linux tells it. */
async function handles(): Promise<number> {
  const opened = await readdir("/proc/self/fd");
  const targets = await Promise.all(
    opened.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => "")),
  );
  return targets.filter((target) => target === path).length;
}

it("a file arrives whole, with its length", async () => {
  const answer = await fileDownload(new Request(address), path, headersFor);
  expect(answer.headers.get("content-length")).toBe(String(content.length));
  expect(await answer.text()).toBe(content);
});

it.each(["read in part", "never begun"])(
  "a download that is %s and then left closes the file",
  async (how) => {
    const leaving = new AbortController();
    const answer = await fileDownload(new Request(address, { signal: leaving.signal }), path, headersFor);
    const reader = answer.body!.getReader();
    if (how === "read in part") await reader.read();
    expect(await handles()).toBe(1);
    leaving.abort();
    if (how === "read in part") await reader.cancel();
    await vi.waitFor(async () => expect(await handles()).toBe(0));
  },
);

it("who has left already, or asks for the headings alone, gets no body", async () => {
  for (const asked of [{ method: "HEAD" }, { signal: AbortSignal.abort() }]) {
    const answer = await fileDownload(new Request(address, asked), path, headersFor);
    expect(answer.headers.get("content-length")).toBe(String(content.length));
    expect(answer.body).toBeNull();
  }
});
