import "server-only";
import type { Sql } from "@/libs/database";
import { logger } from "@/libs/logger";

/**
 * Reckons the kept figures of every organization whose data or day has changed since. What one of them is refused does
 * not keep the others waiting: without kept figures a dashboard is slower, not wrong.
 */
export async function keepOutdatedFigures(sql: Sql): Promise<void> {
  const outdated = await sql<{ id: string }[]>`select private.outdated_figures() as id`;
  for (const { id } of outdated) {
    try {
      await sql`select private.keep_figures(${id})`;
    } catch (error) {
      logger.error({ err: error, organizationId: id }, "the figures of an organization could not be kept");
    }
  }
}
