import { beforeEach, describe, expect, it } from "vitest";
import { allAtOnce } from "./support/crowd";
import { type Transaction, useDatabase } from "./support/database";
import { addMember, createTeam, createUser, serviceRole, type Team } from "./support/people";

const db = useDatabase();
let team: Team;
beforeEach(async () => {
  team = await createTeam(db.owner, "team");
  for (let n = 0; n < 5; n++) await signIn(team.member.userId);
});

const record = (sql: Transaction) => sql`select public.record_sign_in()`;
const signIn = (userId: string) => db.as({ role: "authenticated", userId }, record);

/** What verification finds: the number of the first broken entry and its fault. */
async function fault(organizationId: string | null = team.id) {
  const [found] =
    await db.owner`select entry_number::integer as number, fault from private.verify_audit_chain(${organizationId})`;
  return found ?? null;
}

/** Does what only a superuser can: write with every trigger asleep. */
const tamper = (work: (sql: Transaction) => Promise<unknown>) =>
  db.superuser.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await work(sql);
  });

const chain = () => db.owner<{ number: number; previous: Buffer; hash: Buffer }[]>`
  select entry_number::integer as number, previous_hash as previous, entry_hash as hash
  from public.audit_logs where organization_id = ${team.id} order by entry_number`;

describe("the audit chain", () => {
  it("counts an organization's entries and ties each to the one before", async () => {
    const entries = await chain();
    expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    let previous = Buffer.alloc(32);
    for (const entry of entries) {
      expect(entry.previous).toEqual(previous);
      expect(entry.hash).toHaveLength(32);
      previous = entry.hash as Buffer<ArrayBuffer>;
    }
    expect(await fault()).toBeNull();
  });

  it("covers everything that an entry says", async () => {
    const [columns] = await db.owner<{ names: string[] }[]>`
      select array_agg(attname::text) as names from pg_attribute
      where attrelid = 'public.audit_logs'::regclass and attnum > 0 and not attisdropped`;
    const [body] = await db.owner<{ source: string }[]>`
      select prosrc as source from pg_proc where oid = 'private.audit_entry_hash(public.audit_logs)'::regprocedure`;
    for (const name of columns!.names.filter((column) => column !== "entry_hash"))
      expect(body!.source, name).toContain(`$1.${name}`);
  });

  it("gives the same hash whatever a session's settings are", async () => {
    await db.owner.begin(async (sql) => {
      await sql`set local timezone = 'Asia/Kathmandu'`;
      await sql`set local datestyle = 'German, DMY'`;
      await sql`set local intervalstyle = 'sql_standard'`;
      expect(await sql`select * from private.verify_audit_chain(${team.id})`).toHaveLength(0);
    });
  });

  it("can't be dictated by a caller that may insert", async () => {
    await db.as(
      serviceRole,
      (
        sql,
      ) => sql`insert into public.audit_logs (organization_id, action, entity_type, entry_number, previous_hash, entry_hash)
        values (${team.id}, 'made.up', 'nothing', 1, '\\x00', '\\x00')`,
    );
    expect((await chain()).at(-1)?.number).toBe(7);
    expect(await fault()).toBeNull();
  });

  it("stays one line when many write at once", async () => {
    const people = await Promise.all(
      Array.from({ length: 4 }, (_, n) => addMember(db.owner, team.id, `person-${n}`)),
    );
    const works = Array.from({ length: 20 }, (_, n) => ({ caller: people[n % 4]!, work: record }));
    expect(await allAtOnce(db, works)).toEqual(Array<string>(20).fill("done"));
    expect((await chain()).map(({ number }) => number)).toEqual(Array.from({ length: 26 }, (_, n) => n + 1));
    expect(await fault()).toBeNull();
  });

  it("also holds what belongs to no organization", async () => {
    const nobody = await createUser(db.owner, "nobody");
    await Promise.all([signIn(nobody.userId), signIn(nobody.userId)]);
    expect(await fault(null)).toBeNull();
    await tamper((sql) => sql`delete from public.audit_logs where organization_id is null`);
    expect(await fault(null)).toEqual({ number: 1, fault: "missing" });
  });
});

describe("writing to the chain", () => {
  it("never ends in a deadlock between people who are in several organizations", async () => {
    const second = await createTeam(db.owner, "second");
    const both = await Promise.all(
      ["one", "two", "three", "four"].map((name) => addMember(db.owner, team.id, name)),
    );
    for (const person of both)
      await db.owner`insert into public.organization_members (organization_id, user_id) values (${second.id}, ${person.userId})`;
    const works = Array.from({ length: 24 }, (_, n) => ({ caller: both[n % 4]!, work: record }));
    expect(new Set(await allAtOnce(db, works))).toEqual(new Set(["done"]));
  });

  it("never ends in a deadlock with a change of the organization itself", async () => {
    const rename = (sql: Transaction) =>
      sql`select public.update_organization(${team.id}, 'Name', 'EUR', 'en-GB', 'UTC')`;
    const works = Array.from({ length: 24 }, (_, n) =>
      n % 2 === 0 ? { caller: team.admin, work: rename } : { caller: team.member, work: record },
    );
    for (let round = 0; round < 5; round++)
      expect(new Set(await allAtOnce(db, works))).toEqual(new Set(["done"]));
    expect(await fault()).toBeNull();
  });
});

describe("verification names the first entry that", () => {
  it.each([
    ["action", "'nothing.happened'"],
    ["acted_by", "gen_random_uuid()"],
    ["created_at", "created_at + interval '1 microsecond'"],
    ["after", "'null'"],
    ["ip_address", "'192.0.2.1'"],
    ["entity_id", "null"],
  ])("was altered in its %s", async (column, value) => {
    await tamper((sql) =>
      sql.unsafe(
        `update public.audit_logs set ${column} = ${value} where organization_id = $1 and entry_number = 3`,
        [team.id],
      ),
    );
    expect(await fault()).toEqual({ number: 3, fault: "altered" });
  });

  it("was altered and given a fitting hash of its own", async () => {
    await tamper(async (sql) => {
      await sql`update public.audit_logs set action = 'nothing.happened' where organization_id = ${team.id} and entry_number = 3`;
      await sql`update public.audit_logs a set entry_hash = private.audit_entry_hash(a) where organization_id = ${team.id} and entry_number = 3`;
    });
    expect(await fault()).toEqual({ number: 4, fault: "unlinked" });
  });

  it.each([1, 4, 6])("is gone: number %d of six", async (number) => {
    await tamper(
      (sql) =>
        sql`delete from public.audit_logs where organization_id = ${team.id} and entry_number = ${number}`,
    );
    expect(await fault()).toEqual({ number, fault: "missing" });
  });

  it("is gone: all of them", async () => {
    await tamper((sql) => sql`delete from public.audit_logs where organization_id = ${team.id}`);
    expect(await fault()).toEqual({ number: 1, fault: "missing" });
  });

  it("was appended past the chain", async () => {
    await tamper(
      (
        sql,
      ) => sql`insert into public.audit_logs (organization_id, action, entity_type, entry_number, previous_hash, entry_hash)
        values (${team.id}, 'made.up', 'nothing', 7, sha256('x'), sha256('y'))`,
    );
    expect(await fault()).toMatchObject({ number: 7, fault: "unlinked" });
  });

  it("is the last one when the record of it was put back", async () => {
    await tamper((sql) => sql`update private.audit_heads set entry_number = 5 where chain_id = ${team.id}`);
    expect(await fault()).toMatchObject({ fault: "unlinked" });
    await tamper((sql) => sql`delete from private.audit_heads where chain_id = ${team.id}`);
    expect(await fault()).toEqual({ number: 6, fault: "unlinked" });
  });

  it("is of no other organization", async () => {
    const other = await createTeam(db.owner, "other");
    await tamper((sql) => sql`delete from public.audit_logs where organization_id = ${other.id}`);
    expect(await fault()).toBeNull();
  });
});
