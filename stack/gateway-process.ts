// The gateway in a process of its own, so that whatever ends it costs a second, and nobody else.
import { captureOutput } from "../src/libs/captured-output";
import { surviveLostSessions } from "../src/libs/survive-lost-sessions";
import { type GatewayOptions, startGateway } from "./gateway";

export type GatewaySettings = GatewayOptions;

// The library prints what it refuses, with the words of the request.
captureOutput();
surviveLostSessions();
process.once("message", (options: GatewaySettings) => void serve(options));
process.on("SIGINT", () => {
  // Ctrl-C goes to the whole group; the supervisor ends its children in order.
});

async function serve(options: GatewaySettings): Promise<void> {
  try {
    const gateway = await startGateway(options);
    process.once("SIGTERM", () => {
      void gateway.stop().finally(() => process.exit(0));
    });
    process.send?.({ ready: true });
  } catch (error) {
    process.send?.({ error: (error as Error).message }, () => process.exit(1));
  }
}
