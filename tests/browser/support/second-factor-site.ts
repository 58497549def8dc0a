import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { freePort, loadSecrets } from "../../../stack/installation";
import { startSecondFactorServer } from "../../database/support/second-factor-server";
import { startProgram } from "../../installation/program";
import type { Installation } from "../../installation/start";

/**
 * Starts one more web server of the installation, on the same database. For it, the Auth server has second factors,
 * as hosted Supabase's has.
 * @param sql the owner's connection
 * @returns its address, and how to end it
 */
export async function startSecondFactorSite(
  { environment, directory }: Installation,
  sql: postgres.Sql,
): Promise<{ siteUrl: string; stop(): Promise<void> }> {
  const { jwtSecret, secretKey } = loadSecrets(directory);
  const gateway = environment["NEXT_PUBLIC_SUPABASE_URL"] ?? "";
  const server = await startSecondFactorServer({ gateway, jwtSecret, secretKey, sql: () => sql });
  const port = String(await freePort());
  const siteUrl = `http://localhost:${port}`;
  const program = startProgram(["stack/web.ts", port, "127.0.0.1"], {
    ...environment,
    NEXT_PUBLIC_SUPABASE_URL: server.url,
    AESTRAK_SITE_URL: siteUrl,
  });
  const stop = async () => {
    program.signal("SIGTERM");
    await program.ended;
    await server.stop();
  };
  for (let tries = 0; tries < 300 && !program.hasEnded(); tries++) {
    const answer = await fetch(`${siteUrl}/api/health`).catch(() => null);
    if (answer?.ok) return { siteUrl, stop };
    await delay(100);
  }
  await stop();
  throw new Error(`The web server with second factors did not get healthy.\n${program.said()}`);
}
