import { beforeAll, describe, expect, it } from "vitest";
import { catalogue, type Table } from "./support/catalogue";
import { type Caller, type Transaction, useDatabase } from "./support/database";
import { anonymous, createTeam, serviceRole, type Team } from "./support/people";
import { commands, tryWrite } from "./support/rights";
import { fillTables } from "./support/sample-rows";
import { expectations, type Expectation, samples, service } from "./rights-table";

const db = useDatabase();
let tables: Table[];
let ours: Team;
let theirs: Team;

beforeAll(async () => {
  tables = await catalogue(db.owner);
  ours = await createTeam(db.owner, "ours");
  theirs = await createTeam(db.owner, "theirs");
  for (const team of [ours, theirs]) await fillTables(db.superuser, tables, team, samples);
});

const people = {
  anonymous: () => anonymous,
  stranger: () => theirs.member,
  "former admin": () => ours.former,
  member: () => ours.member,
  admin: () => ours.admin,
} satisfies Record<string, () => Caller>;
type PersonName = keyof typeof people;

const find = (name: string) => {
  const table = tables.find((known) => known.name === name);
  if (!table) throw new Error(`There is no table ${name}.`);
  return table;
};

/** The rows that belong to a person's organization, or to the person alone, as a condition. */
function belonging(name: string, expectation: Expectation, team: Team, person: Caller) {
  const sql = db.owner;
  if (expectation.rows === "own account") return sql`user_id = ${person.userId ?? null}`;
  if (expectation.rows === "colleagues") {
    const colleagues = [team.admin, team.member, team.former].map(({ userId }) => userId);
    return sql`user_id in ${sql(person === team.former ? [team.former.userId] : colleagues)}`;
  }
  return name === "public.organizations" ? sql`id = ${team.id}` : sql`organization_id = ${team.id}`;
}

it("every table has its expectation, and every expectation its table", () => {
  expect(Object.keys(expectations).toSorted()).toEqual(tables.map((table) => table.name));
});

describe.each(Object.entries(expectations))("%s", (name, expectation) => {
  const mayRead = (who: PersonName) => {
    if (who === "former admin")
      return expectation.rows === "colleagues" || expectation.rows === "own account";
    return who !== "anonymous" && expectation.readers.includes(who === "stranger" ? "member" : who);
  };

  it.each(Object.keys(people) as PersonName[])("shows %s exactly the rows that are theirs", async (who) => {
    const person = people[who]();
    const condition =
      who === "anonymous" || expectation.readers.length === 0
        ? db.owner`true`
        : belonging(name, expectation, who === "stranger" ? theirs : ours, person);
    const [own] = await db.superuser<{ rows: number }[]>`
      select count(*)::integer as rows from ${db.owner(name)} where ${condition}`;
    // A person's own account has a row only where the samples gave it one.
    if (mayRead(who) && expectation.rows !== "own account") expect(own?.rows).toBeGreaterThan(0);

    const look = (sql: Transaction) => sql<{ seen: number; own: number }[]>`
      select count(*)::integer as seen, count(*) filter (where ${condition})::integer as own from ${db.owner(name)}`;
    if (who === "anonymous" || expectation.readers.length === 0) {
      const outcome = await db.attempt(person, look);
      expect(outcome.refusal).toBe("42501");
    } else {
      const [rows] = await db.as(person, look);
      const visible = mayRead(who) ? own?.rows : 0;
      expect(rows).toEqual({ seen: visible, own: visible });
    }
  });

  it.each(Object.keys(people) as PersonName[])("lets %s write nothing but what is listed", async (who) => {
    const person = people[who]();
    const table = find(name);
    expect(await tryWrite(db, table, person, "insert")).toBe("refused");
    expect(await tryWrite(db, table, person, "truncate")).toBe("refused");
    for (const command of ["update", "delete"] as const) {
      const answer = await tryWrite(db, table, person, command);
      expect(answer === "refused" || answer === "nothing", `${command}: ${answer}`).toBe(true);
    }
  });

  it("grants people no column beyond those that are listed", async () => {
    const granted = await db.owner<{ role: string; command: string; columns: string[] }[]>`
      select r.role, p.command, array_agg(a.attname::text order by a.attnum) as columns
      from unnest(array['anon', 'authenticated']) as r (role), unnest(array['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) as p (command),
        pg_attribute a
      where a.attrelid = ${name}::text::regclass and a.attnum > 0 and not a.attisdropped
        and has_column_privilege(r.role, a.attrelid, a.attnum, p.command)
      group by r.role, p.command order by r.role, p.command`;
    const columns = find(name).columns.map((column) => column.name);
    const readable = columns.filter((column) => !expectation.hides?.includes(column));
    expect(granted).toEqual(
      expectation.readers.length > 0 ? [{ role: "authenticated", command: "SELECT", columns: readable }] : [],
    );
  });

  it("gives the service role what is listed", async () => {
    const table = find(name);
    const permitted: string[] = [];
    const reading = await db.attempt(serviceRole, (sql) => sql`select from ${db.owner(name)}`);
    if (reading.refusal === undefined) {
      expect(reading.rows).toBeGreaterThan(0);
      permitted.push("select");
    }
    for (const command of commands) {
      if (command !== "select" && (await tryWrite(db, table, serviceRole, command)) === "permitted")
        permitted.push(command);
    }
    expect(permitted).toEqual(expectation.service ?? service.everything);
  });
});

it("shows nobody the Auth server's tables", async () => {
  const authTables = await db.owner<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'auth'::regnamespace and relkind = 'r'`;
  expect(authTables.length).toBeGreaterThan(3);
  for (const { name } of authTables) {
    for (const person of [anonymous, ours.admin]) {
      const outcome = await db.attempt(person, (sql) => sql`select from ${sql(`auth.${name}`)}`);
      expect(outcome.refusal, name).toBe("42501");
    }
  }
});

it("grants no sequence to people", async () => {
  const granted = await db.owner`
    select c.oid::regclass::text as sequence, r.role
    from pg_class c, unnest(array['anon', 'authenticated']) as r (role)
    where c.relkind = 'S' and c.relnamespace in ('public'::regnamespace, 'private'::regnamespace, 'staging'::regnamespace)
      and has_sequence_privilege(r.role, c.oid, 'USAGE, SELECT, UPDATE')`;
  expect([...granted]).toEqual([]);
});

it("treats a forged or missing user id as nobody", async () => {
  for (const person of [
    { role: "authenticated" },
    { role: "authenticated", userId: crypto.randomUUID() },
  ] as const) {
    const [rows] = await db.as(
      person,
      (sql) => sql<{ seen: number }[]>`select count(*)::integer as seen from public.organizations`,
    );
    expect(rows).toEqual({ seen: 0 });
  }
});
