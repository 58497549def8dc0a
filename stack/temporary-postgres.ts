import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrapDatabase } from "./database-bootstrap";
import { freePort, loadSecrets, type Secrets } from "./installation";
import { migrate } from "./migrations";
import { startPostgres } from "./postgres";
import { postgresHome, superuser } from "./postgres-home";

export interface TemporaryPostgres {
  secrets: Secrets;
  directory: string;
  url(user: "postgres" | "authenticator" | "supabase_admin", database?: string): string;
  stop(): Promise<void>;
}

/**
 * A migrated database in a folder of its own that goes with it: for tests, benchmarks and generated files.
 * @param options durable: writes are flushed as in a real installation, for figures that mean something
 */
export async function startTemporaryPostgres(
  options: { durable?: boolean } = {},
): Promise<TemporaryPostgres> {
  const directory = mkdtempSync(join(tmpdir(), "aestrak-"));
  chmodSync(directory, 0o755);
  const secrets = loadSecrets(directory);
  const home = postgresHome(directory);
  const server = await startPostgres({
    home,
    port: await freePort(),
    superuserPassword: secrets.superuserPassword,
    logFile: join(directory, "postgres.log"),
    settings: options.durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
  });
  const passwords = {
    postgres: secrets.ownerPassword,
    authenticator: secrets.gatewayPassword,
    [superuser]: secrets.superuserPassword,
  };
  const url = (user: keyof typeof passwords, database?: string) =>
    server.url(user, passwords[user], database);
  const stop = async () => {
    await server.stop();
    rmSync(home.cluster, { recursive: true, force: true });
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await bootstrapDatabase(url(superuser), secrets);
    await migrate(url("postgres"));
  } catch (error) {
    await stop();
    throw error;
  }
  return { secrets, directory, url, stop };
}
