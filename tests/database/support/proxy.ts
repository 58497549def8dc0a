import { connect, createServer, type Socket } from "node:net";
import { once } from "node:events";

/** Stands between the product and the database, and can let connections fall silent, as a network does that drops packets. */
export interface SilencingProxy {
  /** The database's address as it leads through here. */
  url: string;
  /** Lets connections fall silent, both ways and for good, on which a statement of these words is sent from now on. */
  silence(words: string, connections?: number): void;
  /** How many have fallen silent. */
  readonly silent: number;
  close(): Promise<void>;
}

export async function silencingProxy(databaseUrl: string): Promise<SilencingProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let silent = 0;
  let words = "";
  let left = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let isSilent = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => sockets.delete(socket));
    }
    client.on("data", (data) => {
      if (!isSilent && left > 0 && data.includes(words)) {
        isSilent = true;
        left -= 1;
        silent += 1;
      }
      if (!isSilent) upstream.write(data);
    });
    upstream.on("data", (data) => isSilent || client.write(data));
    client.on("close", () => isSilent || upstream.destroy());
    upstream.on("close", () => isSilent || client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as { port: number }).port);
  return {
    url: url.href,
    silence(text, connections = 1) {
      words = text;
      left = connections;
    },
    get silent() {
      return silent;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
