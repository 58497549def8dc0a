import { expect, it } from "vitest";
import { countAttempt } from "../../src/libs/rate-limit";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";

const db = useDatabase();
// For the settings by which the server's own connection is found.
useImports(db);

async function hit(key: string, most = 3, length = "10 minutes"): Promise<number> {
  const [answer] = await db.owner<
    { wait: number }[]
  >`select private.hit_rate_limit(${key}, ${most}, ${length}) as wait`;
  return answer!.wait;
}

/** Lets the window of a key have begun this much earlier. */
const age = (key: string, by: string) =>
  db.owner`update private.rate_limits set window_start = window_start - ${by}::interval where key = ${key}`;

it("allows as many attempts as the limit says, then tells how long to wait", async () => {
  expect([await hit("a"), await hit("a"), await hit("a")]).toEqual([0, 0, 0]);
  const wait = await hit("a");
  expect(wait).toBeGreaterThan(590);
  expect(wait).toBeLessThanOrEqual(600);
});

it("counts each key by itself", async () => {
  for (let n = 0; n < 4; n++) await hit("b");
  expect(await hit("c")).toBe(0);
});

it("begins anew when the window is over, not before", async () => {
  for (let n = 0; n < 4; n++) await hit("d");
  await age("d", "9 minutes");
  const wait = await hit("d");
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
  await age("d", "1 minute");
  expect(await hit("d")).toBe(0);
});

it("lets exactly the limit through when all come at once", async () => {
  const waits = await Promise.all(Array.from({ length: 30 }, () => hit("e", 5)));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
});

it("gives back an attempt that succeeded, and never more than were counted", async () => {
  await hit("f", 1);
  await db.owner`select private.release_rate_limit('f')`;
  await db.owner`select private.release_rate_limit('f')`;
  expect(await hit("f", 1)).toBe(0);
  expect(await hit("f", 1)).toBeGreaterThan(0);
});

it.each([
  [
    "a whole /64 of IPv6",
    ["2001:db8:1:2::1", "2001:db8:1:2:ffff::2", "2001:0DB8:1:2:3:4:5:6"],
    "2001:db8:1:3::1",
  ],
  ["IPv4 over IPv6 as IPv4", ["192.0.2.7", "::ffff:192.0.2.7", "::ffff:c000:207"], "::ffff:192.0.2.8"],
])("counts %s as one address", async (what, same, other) => {
  const count = (address: string) =>
    countAttempt([{ scope: `test by address: ${what}`, subject: address, max: 2, minutes: 10 }]);
  await count(same[0]!);
  await count(same[1]!);
  await expect(count(same[2]!)).rejects.toThrow("Too many attempts");
  await count(other);
});
