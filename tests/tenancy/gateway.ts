import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, inject, vi } from "vitest";
import { startGateway } from "../../stack/gateway";
import { freePort, loadSecrets, type Secrets } from "../../stack/installation";
import type { TestDatabase } from "../database/support/database";

export interface Gateway {
  readonly url: string;
  readonly secrets: Secrets;
  /** A folder of this test file's own. */
  readonly directory: string;
}

/** The embedded installation's real gateway on the database of the test file that calls this at its top. */
export function useGateway(db: TestDatabase): Gateway {
  let running: { url: string; secrets: Secrets; stop(): Promise<void> } | undefined;
  let directory = "";
  const open = () => {
    if (!running) throw new Error("The gateway exists only while tests run.");
    return running;
  };
  beforeAll(async () => {
    // The gateway tells the console of each refusal, of which there are thousands.
    vi.spyOn(console, "error").mockImplementation(() => {});
    directory = mkdtempSync(join(tmpdir(), "gateway-"));
    const secrets = loadSecrets(directory);
    const port = await freePort();
    const gateway = await startGateway({
      port,
      databaseUrl: inject("servers").gateway + db.owner.options.database,
      secrets,
      siteUrl: "http://localhost:3000",
    });
    running = { url: `http://127.0.0.1:${port}`, secrets, stop: gateway.stop };
  });
  afterAll(async () => {
    await running?.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  return {
    get url() {
      return open().url;
    },
    get secrets() {
      return open().secrets;
    },
    get directory() {
      return directory;
    },
  };
}
