import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, it } from "vitest";
import { promptWrites } from "./prompt-writes";

it("a socket connects to where the driver says, and keeps what is written before", async () => {
  const server = createServer((client) => client.pipe(client)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const socket = promptWrites.socket({ host: ["127.0.0.1"], port: [port] });
  expect(socket).toMatchObject({ host: "127.0.0.1", port });
  setImmediate(() => socket.write("startup"));
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toBe("startup");
  socket.destroy();
  server.close();
});

it("a socket that is refused says so to whoever listens after getting it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  const socket = await Promise.resolve(promptWrites.socket({ host: ["127.0.0.1"], port: [port] }));
  const closed = once(socket, "close").catch(() => "closed");
  const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
  expect(error.code).toBe("ECONNREFUSED");
  await closed;
});
