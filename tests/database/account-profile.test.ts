import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Caller, type Transaction, useDatabase } from "./support/database";
import { anonymous, createTeam, createUser, type Team } from "./support/people";
import { auditOf, refusalOf } from "./support/refusals";

const db = useDatabase();
let team: Team;
let others: Team;

beforeAll(async () => {
  others = await createTeam(db.owner, "others");
});
beforeEach(async () => {
  team = await createTeam(db.owner, "team");
});

describe("one's own profile", () => {
  const save =
    (name: string, phone = "", timeZone: string | null = null, locale: string | null = null) =>
    (sql: Transaction) =>
      sql`select public.update_profile(${name}, ${phone}, ${timeZone}, ${locale})`;
  const profileOf = async (userId: string) => {
    const [row] = await db.owner`
      select full_name, phone, time_zone, locale from public.user_profiles where user_id = ${userId}`;
    return row;
  };

  it("is changed by oneself, and nobody else's with it", async () => {
    const before = await profileOf(team.admin.userId);
    await db.as(team.member, save(" Robin ", " +1 555 0100 ", "Asia/Kolkata", "en-IN"));
    expect(await profileOf(team.member.userId)).toEqual({
      full_name: "Robin",
      phone: "+1 555 0100",
      time_zone: "Asia/Kolkata",
      locale: "en-IN",
    });
    expect(await profileOf(team.admin.userId)).toEqual(before);
    await db.as(team.member, save("Robin"));
    expect(await profileOf(team.member.userId)).toMatchObject({ phone: "", time_zone: null, locale: null });
  });

  it("tells the log the name, which stands beside what one did, and of the rest only that it changed", async () => {
    await db.as(team.member, save("Robin", "+1 555 0100", "Asia/Kolkata"));
    await db.as(team.member, save("Robin", "+1 555 0199", "Asia/Kolkata"));
    await db.as(team.member, save("Robin", "+1 555 0199", "Asia/Kolkata"));
    const entries = (await auditOf(db.owner, team.id)).filter(
      ({ action }) => action === "user.profile_changed",
    );
    expect(entries.map(({ before, after }) => ({ before, after }))).toEqual([
      {
        before: { full_name: "team-member" },
        after: { fields: "full name, phone, time zone", full_name: "Robin" },
      },
      { before: null, after: { fields: "phone" } },
    ]);
  });

  it("has no time zone that there isn't, and no name that is too long", async () => {
    expect((await refusalOf(db, team.member, save("Robin", "", "Europe/Nowhere"))).code).toBe("AE422");
    expect((await refusalOf(db, team.member, save("R".repeat(121)))).code).toBe("23514");
  });

  it("is refused to who has none", async () => {
    for (const caller of [
      anonymous,
      await createUser(db.owner, "new"),
      { role: "authenticated", userId: randomUUID() },
    ] as Caller[])
      expect((await refusalOf(db, caller, save("Robin"))).code).toBe(
        caller === anonymous ? "42501" : "AE403",
      );
  });
});

describe("choosing one's own mail of an organization", () => {
  const choose =
    (id: string, wanted: boolean, from = "warning", failed = true) =>
    (sql: Transaction) =>
      sql`select public.set_notifications(${id}, ${wanted}, ${from}, ${failed})`;

  it("changes nobody else's, and is recorded when it changes anything", async () => {
    await db.as(team.member, choose(team.id, false, "critical", false));
    await db.as(team.member, choose(team.id, false, "critical", false));
    const rows = await db.owner`
      select user_id, alert_emails, alert_mail_from, import_failed_emails from public.organization_members
      where organization_id = ${team.id} and status = 'active' order by role = 'member'`;
    expect([...rows]).toEqual([
      {
        user_id: team.admin.userId,
        alert_emails: true,
        alert_mail_from: "warning",
        import_failed_emails: true,
      },
      {
        user_id: team.member.userId,
        alert_emails: false,
        alert_mail_from: "critical",
        import_failed_emails: false,
      },
    ]);
    const entries = (await auditOf(db.owner, team.id)).filter(
      ({ action }) => action === "user.notifications_changed",
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      acted_by: team.member.userId,
      after: { alert_mail_from: "critical" },
    });
  });

  it("can't ask for mail about purchase orders on track", async () => {
    expect((await refusalOf(db, team.member, choose(team.id, true, "on_track"))).code).toBe("AE422");
  });

  it("is refused alike for an organization of others and for one that there isn't", async () => {
    for (const caller of [others.member, team.former]) {
      const foreign = await refusalOf(db, caller, choose(team.id, false));
      expect(foreign).toEqual(await refusalOf(db, caller, choose(randomUUID(), false)));
      expect(foreign.code).toBe("AE404");
    }
    expect((await refusalOf(db, anonymous, choose(team.id, false))).code).toBe("42501");
  });
});
