import type * as ActionDoors from "../../src/libs/access/action";
import type * as RouteDoors from "../../src/libs/access/route";
import type * as TokenDoors from "../../src/libs/access/token-route";
import type { Sql } from "../database/support/database";
import type { World } from "./world";

/** The three modules through which everything comes in: as they are, or one of them weakened. */
export interface Doors {
  action: typeof ActionDoors;
  route: typeof RouteDoors;
  tokenRoute: typeof TokenDoors;
}

/** Cookies of those who knock, and tokens of scripts. */
export interface Cast {
  world: World;
  sql: Sql;
  cookies: Record<"admin" | "member" | "homeless" | "deactivated" | "ended", string>;
  tokens: Record<"reader" | "revoked" | "expired", string>;
}

/** Origins of requests that no page of ours sends. */
export const foreignOrigins = ["https://elsewhere.example", "null", undefined];

export const organizationCookie = "aestrak-organization";

/** What became of knocking at a route. */
export interface Answered {
  status: number;
  body: string;
  headers: Headers;
  ran: Record<string, unknown> | null;
}
