import { Socket } from "node:net";

/** What postgres.js tells its option `socket`, which its types leave out. */
interface Target {
  host: string[];
  port: number[];
  path?: string | false;
}

/**
 * Options of postgres.js under which all that it writes leaves at once. The driver writes a statement of a kilobyte or
 * more, and the end of a COPY, in two parts, and leaves Nagle's algorithm on: the second part would wait until the
 * server acknowledged the first, which Linux puts off for up to 40 ms.
 */
export const promptWrites = {
  socket({ host: [host = ""], port: [port = 0], path }: Target): Socket {
    const socket = new Socket().setNoDelay(true);
    // Connects when the driver listens for errors, and before it writes: both come with the next turn of the event loop.
    setImmediate(() => (path ? socket.connect(path) : socket.connect(port, host)));
    // As the driver notes it on its own sockets: TLS asks for the certificate of this host.
    return Object.assign(socket, { host, port });
  },
};
