import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the bucket holds: when each key was written. */
type Objects = Map<string, Date>;

/** Answers list and remove for one bucket as Supabase Storage does, from memory. */
export async function startStorage(
  bucket: string,
): Promise<{ url: string; objects: Objects; stop(): Promise<void> }> {
  const objects: Objects = new Map();
  const server: Server = createServer((request, response) => void answer(bucket, objects, request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    stop: () => new Promise((closed) => server.close(() => closed())),
  };
}

async function answer(bucket: string, objects: Objects, request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString() || "{}") as {
    prefix?: string;
    prefixes?: string[];
    limit?: number;
    offset?: number;
  };
  const say = (status: number, value: unknown) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  };
  if (request.method === "POST" && request.url === `/storage/v1/object/list/${bucket}`) {
    const folder = `${body.prefix}/`;
    const found = [...objects]
      .filter(([key]) => key.startsWith(folder))
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    const page = found.slice(body.offset ?? 0, (body.offset ?? 0) + (body.limit ?? 100));
    say(
      200,
      page.map(([key, writtenAt]) => ({
        name: key.slice(folder.length),
        id: key,
        created_at: writtenAt.toISOString(),
        updated_at: writtenAt.toISOString(),
      })),
    );
  } else if (request.method === "DELETE" && request.url === `/storage/v1/object/${bucket}`) {
    for (const key of body.prefixes ?? []) objects.delete(key);
    say(200, []);
  } else {
    say(404, { statusCode: "404", error: "not_found", message: "Object not found" });
  }
}
