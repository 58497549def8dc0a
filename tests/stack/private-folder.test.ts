import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type PostgresHome, postgresHome } from "../../stack/postgres-home";
import { aestrakJson, createOrganization } from "../installation/command-line";
import { removeDataDirectory } from "../installation/start";

const isRoot = process.getuid?.() === 0;

describe.runIf(isRoot)("root's data folder that nobody else may enter", () => {
  // As mkdtemp makes it: mode 0700.
  const directory = mkdtempSync(join(tmpdir(), "aestrak-private-"));
  const known = ["/var/lib/aestrak"].filter(existsSync);
  let home: PostgresHome | undefined;

  afterAll(() => {
    removeDataDirectory(directory);
    if (!home) return;
    rmSync(dirname(home.cluster), { recursive: true, force: true });
    // The programs stay for the next start, unless this test brought them here.
    if (known.length === 0) rmSync("/var/lib/aestrak", { recursive: true, force: true });
  });

  it("keeps its database below /var/lib, where PostgreSQL's account gets to", async () => {
    await createOrganization(directory, { name: "Private", slug: "private", email: "private@example.com" });
    home = postgresHome(directory);
    expect(home.cluster).toMatch(/^\/var\/lib\/aestrak\/[0-9a-f]{12}\/postgres$/);
    expect(existsSync(join(home.cluster, "PG_VERSION"))).toBe(true);
    expect(existsSync(join(directory, "postgres"))).toBe(false);
    expect(await aestrakJson(directory, "status", "--org", "private")).toMatchObject({ purchase_orders: 0 });
  });
});
