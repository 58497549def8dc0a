import type { Transaction } from "../database/support/database";
import {
  allowedWhenOver,
  askForOnesOwn,
  forAdmins,
  ownTraces,
  refusedAnyway,
  shownToAdmins,
  toldOfThePast,
} from "./function-table";
import { type ApiFunction, apiFunctions, type Values } from "./api-functions";
import { type Outcome, probe } from "./probe";
import { foreignMarks, snapshot, without } from "./traces";
import type { Tally } from "./tally";
import type { Holding } from "./holding";
import type { Actor, World } from "./world";

interface Answer {
  outcome: Outcome<string>;
  /** What the call did to the victim, if it did anything. */
  changed: string | null;
}

/** Foreign ids in every parameter of every function, as everybody. @param only functions by name */
export async function tryFunctions(
  tx: Transaction,
  world: World,
  tally: Tally,
  only?: readonly string[],
): Promise<void> {
  const { victim, attacker } = world;
  const all = await apiFunctions(tx, tally);
  const functions = all.filter(({ name }) => !only || only.includes(name));
  const named = [
    ...forAdmins,
    ...shownToAdmins,
    ...Object.keys(askForOnesOwn),
    ...Object.keys(refusedAnyway),
  ];
  for (const known of named)
    if (!all.some(({ name }) => name === known))
      tally.uncovered(`tests/tenancy/function-table.ts names ${known}, which is not there.`);

  const marks = await foreignMarks(tx, world, victim, attacker);
  const ids = (fn: ApiFunction) => fn.arguments.filter(({ parameter }) => "id" in parameter);
  const filled = (
    fn: ApiFunction,
    choose: (name: string) => Holding | "unknown",
    who: "admin" | "member" = "admin",
  ): Values =>
    fn.arguments.map(({ name, parameter }) => {
      if (!("id" in parameter)) return parameter.plain;
      const whose = choose(name);
      return whose === "unknown" ? parameter.id.unknown() : parameter.id.of(whose, whose.accounts[who]);
    });

  const run = async (sql: Transaction, fn: ApiFunction, values: Values) => {
    const listed = fn.arguments.map(({ name, type }, at) => `${name} => $${at + 1}::text::${type}`);
    const rows = await sql.unsafe(`select * from public.${fn.name}(${listed.join(", ")})`, values);
    return JSON.stringify([...rows]);
  };
  const [member, admin] = world.outsiders.slice(-2) as [Actor, Actor];

  // What the attacker's people get when there is nobody else in the database.
  const alone = await without(tx, world, victim, async (sql) => {
    const found = new Map<string, string>();
    for (const fn of functions)
      for (const who of ["member", "admin"] as const) {
        const own = filled(fn, () => attacker, who);
        const actor = who === "member" ? member : admin;
        found.set(
          `${fn.name} ${who}`,
          bare(await probe(sql, actor.caller, (each) => run(each, fn, own)), own),
        );
      }
    return found;
  });

  // Whatever a call does is taken back, so that what was there before is always the same.
  const prints = new Map<string, Promise<Record<string, string>>>();
  const untouched = (of: Holding, except: string | undefined, accountsOnly: boolean) => {
    const key = [of.id, of.member.userId, except, accountsOnly].join();
    if (!prints.has(key)) prints.set(key, snapshot(tx, world, of, { except, accountsOnly }));
    return prints.get(key)!;
  };

  const call = async (
    fn: ApiFunction,
    actor: Actor,
    values: Values,
    of: Holding,
    accountsOnly = false,
  ): Promise<Answer> => {
    // What somebody does to their own account is theirs to do, while their session lasts.
    const isOver = actor.colleagues.length === 0;
    const own = isOver ? undefined : actor.caller.userId;
    const before = await untouched(of, own, accountsOnly);
    const { left, ...outcome } = await probe(
      tx,
      actor.caller,
      (sql) => run(sql, fn, values),
      (sql) => snapshot(sql, world, of, { except: own, accountsOnly }),
    );
    const known = (isOver ? allowedWhenOver : ownTraces)[fn.name] ?? [];
    const changed = left
      ? Object.keys(before).filter((name) => before[name] !== left[name] && !known.includes(name))
      : [];
    return { outcome, changed: changed.length > 0 ? `changed ${changed.join(", ")} of theirs` : null };
  };

  /** Tries foreign ids and unknown ones, which must come to the same. */
  const compare = async (fn: ApiFunction, actor: Actor, what: string, foreign: Values, unknown: Values) => {
    const answer = await call(fn, actor, foreign, victim);
    const control = await call(fn, actor, unknown, victim);
    const told = bare(answer.outcome, foreign);
    const shown = shownOf(fn, answer.outcome, foreign);
    const isAlike =
      fn.arguments.some(({ parameter }) => "id" in parameter && parameter.id.may) ||
      told === bare(control.outcome, unknown);
    const leak =
      answer.changed ??
      (shown ? `told ${shown} of theirs` : null) ??
      (isAlike
        ? null
        : `told a foreign id (${told}) from an unknown one (${bare(control.outcome, unknown)})`);
    tally.case(actor.name, `public.${fn.name}`, what, leak);
  };

  const shownOf = (fn: ApiFunction, { value, refusal }: Outcome<string>, given: Values) => {
    const told = value ?? refusal?.message ?? "";
    const known = [...given, ...(toldOfThePast[fn.name]?.(victim) ?? [])];
    return marks.find((mark) => !known.includes(mark) && told.includes(mark));
  };

  /** With nothing but their own ids: what they do stays with them and their organization. */
  const keepToOneself = async (fn: ApiFunction, actor: Actor, who: "admin" | "member") => {
    const own = filled(fn, () => attacker, who);
    const answer = await call(fn, actor, own, victim);
    const shown = shownOf(fn, answer.outcome, own);
    const told = bare(answer.outcome, own);
    const isSame = fn.name in toldOfThePast || told === alone.get(`${fn.name} ${who}`);
    tally.case(
      actor.name,
      `public.${fn.name}`,
      "own ids",
      answer.changed ??
        (shown ? `told ${shown} of theirs` : null) ??
        (isSame ? null : `told ${told}, and ${alone.get(`${fn.name} ${who}`)} without the others`),
    );
    // About somebody else by intention, of which admins and members of one organization know.
    if (who === "admin" || fn.arguments.some(({ name }) => name === "user_id")) return;
    const colleagues = { ...attacker, member: attacker.admin };
    const onAccounts = await call(fn, actor, own, colleagues, true);
    tally.case(actor.name, `public.${fn.name}`, "own ids, to colleagues' accounts", onAccounts.changed);
  };

  /** With what the function asks for, and without it while others have theirs. On the plan that includes everything. */
  const tryWithoutOnesOwn = async (fn: ApiFunction) => {
    const { table, values } = askForOnesOwn[fn.name]!;
    const own = filled(fn, () => attacker).map((value, at) => values[fn.arguments[at]!.name] ?? value);
    for (const has of [true, false]) {
      const over = new Error("undone");
      let isRefused = false;
      await tx
        .savepoint(async (sql) => {
          await sql`update public.subscriptions set plan = 'enterprise' where organization_id = ${attacker.id}`;
          if (!has) await sql`delete from ${sql(table)} where user_id = ${admin.caller.userId!}`;
          const { refusal } = await probe(sql, admin.caller, (each) => run(each, fn, own));
          isRefused = refusal !== undefined;
          throw over;
        })
        .catch((error: unknown) => {
          if (error !== over) throw error;
        });
      tally.case(
        admin.name,
        `public.${fn.name}`,
        has ? "call with one's own" : "call with what only others have",
        isRefused === has ? (has ? "was refused" : "was let in") : null,
      );
    }
  };

  for (const fn of functions) {
    const foreign = filled(fn, () => victim);
    for (const actor of world.outsiders) {
      // Who is signed in may do with their own account what the function is for.
      if (actor.caller.userId && (ids(fn).length > 0 || actor.colleagues.length === 0))
        await compare(
          fn,
          actor,
          "all ids foreign",
          foreign,
          filled(fn, () => "unknown"),
        );
    }
    await keepToOneself(fn, member, "member");
    await keepToOneself(fn, admin, "admin");
    if (ids(fn).length > 1) {
      for (const { name } of ids(fn)) {
        const one = filled(fn, (each) => (each === name ? victim : attacker));
        await compare(
          fn,
          admin,
          `${name} foreign`,
          one,
          filled(fn, (each) => (each === name ? "unknown" : attacker)),
        );
      }
    }
    const anonymous = world.outsiders[0]!;
    const refused = await call(fn, anonymous, foreign, victim);
    tally.case(
      anonymous.name,
      `public.${fn.name}`,
      "call",
      refused.outcome.refusal?.code === "42501" ? null : "was let in",
    );

    // Refused for whose it is, and for nothing else: with their own, the same call works.
    const [insider, ownAdmin] = world.insiders as [Actor, Actor];
    const own = await call(fn, ownAdmin, foreign, victim);
    const code = own.outcome.refusal?.code;
    if (code !== refusedAnyway[fn.name])
      tally.uncovered(
        `public.${fn.name} with an admin's own ids came to ${code ?? "success"}${own.outcome.refusal ? ` (${own.outcome.refusal.message})` : ""}: mend the values in tests/tenancy/function-table.ts.`,
      );
    if (fn.name in askForOnesOwn) await tryWithoutOnesOwn(fn);
    if (shownToAdmins.has(fn.name)) {
      if (own.outcome.value === "[]")
        tally.uncovered(`public.${fn.name} shows an admin nothing: mend the holding in tests/tenancy.`);
      const { outcome } = await call(fn, insider, foreign, victim);
      const leak = outcome.refusal || outcome.value === "[]" ? null : "a member was shown an admin's";
      tally.case(insider.name, `public.${fn.name}`, "look as an admin", leak);
    }
    if (forAdmins.has(fn.name)) {
      const answer = await call(fn, insider, foreign, victim);
      const leak = answer.outcome.refusal ? null : "an admin's function let a member in";
      tally.case(insider.name, `public.${fn.name}`, "call as an admin", answer.changed ?? leak);
    }
  }
}

/** What a caller learns, without the values that they gave and without ids and times that are drawn anew. */
function bare({ value, refusal }: Outcome<string>, given: Values): string {
  let text = refusal ? `${refusal.code} ${refusal.message}` : (value ?? "");
  for (const each of given)
    if (each && each.length > 6) text = text.replaceAll(each, "…").replaceAll(each.replace("\\x", ""), "…");
  return text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => `<${id.length}>`);
}
