import { redirect } from "next/navigation";
import { z } from "zod";
import { requestRecords } from "../../src/libs/access/request-record";
import { paths } from "../../src/libs/paths";
import type { Sql } from "../database/support/database";
import { site } from "./application";
import { type Cast, type Doors, foreignOrigins, organizationCookie } from "./doors";
import { arrive } from "./request";
import type { Tally } from "./tally";

/** What became of knocking at an action. */
interface Knock {
  ran: { input: unknown; context: Record<string, unknown> } | null;
  status: string;
  leadsTo: string;
  values: Record<string, string>;
  message: string;
  sessionEnded: boolean;
  /** Whether the web server was told that one of our actions was reached. */
  isRecorded: boolean;
}

interface Given {
  /** Sent in place of a form. */
  instead?: unknown;
  isButton?: true;
}

type Maker = "publicAction" | "sessionAction" | "userAction" | "memberAction" | "adminAction";

/** Everybody at every kind of action, and what each is let do. */
export async function tryActions(doors: Doors, cast: Cast, tally: Tally): Promise<void> {
  const { cookies, world } = cast;
  const input = z.object({ note: z.string().min(3) });

  const knock = async (
    maker: Maker,
    headers: { cookie?: string; origin?: string },
    fields: Record<string, string> = { note: "fine" },
    deed: (context: Record<string, unknown>) => Promise<void> = async () => {},
    { instead, isButton }: Given = {},
  ): Promise<Knock> => {
    const found: Knock = {
      ran: null,
      status: "",
      leadsTo: "",
      values: {},
      message: "",
      sessionEnded: false,
      isRecorded: false,
    };
    const act = async (given: unknown, context: unknown) => {
      found.ran = { input: given, context: context as Record<string, unknown> };
      await deed(found.ran.context);
    };
    const door = { name: "knock", input, ...(isButton && { isButton }) };
    const { publicAction, sessionAction, userAction, memberAction } = doors.action;
    const action =
      maker === "publicAction"
        ? publicAction(door, act)
        : maker === "sessionAction"
          ? sessionAction(door, act)
          : maker === "userAction"
            ? userAction(door, act)
            : memberAction({ ...door, ...(maker === "adminAction" && { role: "admin" as const }) }, act);
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    arrive({ host: "localhost:3000", ...headers });
    const record: NonNullable<ReturnType<typeof requestRecords.getStore>> = {
      requestId: "knock",
      userId: null,
    };
    try {
      const state = await requestRecords.run(record, () =>
        action({ status: "idle" }, (instead ?? form) as FormData),
      );
      Object.assign(found, {
        status: state.status,
        values: state.values ?? {},
        message: state.message ?? "",
        sessionEnded: state.sessionEnded ?? false,
      });
    } catch (error) {
      found.leadsTo = String((error as { digest?: string }).digest ?? error);
    }
    found.isRecorded = record.hasReachedAction ?? false;
    return found;
  };
  const told = (who: string, maker: string, operation: string, leak: string | null | false) =>
    tally.case(who, maker, operation, leak || null);
  const shut = (who: string, maker: string, operation: string, { ran, status }: Knock) =>
    told(who, maker, operation, ran ? "the deed was done" : status === "done" && "was told that it was done");

  const entitled: [Maker, string[]][] = [
    ["publicAction", [cookies.admin]],
    ["sessionAction", [cookies.homeless, cookies.deactivated, cookies.member, cookies.admin]],
    ["userAction", [cookies.homeless, cookies.deactivated, cookies.member, cookies.admin]],
    ["memberAction", [cookies.member, cookies.admin]],
    ["adminAction", [cookies.admin]],
  ];
  const everybody = { anonymous: "", ...cookies };
  for (const [maker, allowed] of entitled) {
    for (const [who, cookie] of Object.entries(everybody)) {
      const opened = await knock(maker, { cookie, origin: site });
      const isAllowed = maker === "publicAction" || allowed.includes(cookie);
      if (isAllowed)
        told(
          who,
          maker,
          "knock",
          opened.status !== "done" && `was refused: ${opened.message}${opened.leadsTo}`,
        );
      else shut(who, maker, "knock", opened);
    }
    const [best = ""] = allowed.slice(-1);
    const from = { cookie: best, origin: site };
    for (const origin of foreignOrigins)
      shut(
        "another site's page",
        maker,
        `knock from ${origin}`,
        await knock(maker, { cookie: best, origin }),
      );

    const faulty = await knock(maker, from, { note: "x", password: "secret-word", extra: "kept" });
    shut("somebody entitled", maker, "send what is not allowed", faulty);
    told(
      "somebody entitled",
      maker,
      "see one's own words again",
      (faulty.values.note !== "x" || faulty.values.extra !== "kept") && "they were lost",
    );
    told(
      "somebody entitled",
      maker,
      "see a password again",
      "password" in faulty.values && "it was sent back",
    );
    const more = await knock(maker, from, { note: "fine", organizationId: world.victim.id });
    told(
      "somebody entitled",
      maker,
      "send more fields",
      JSON.stringify(more.ran?.input) !== '{"note":"fine"}' && "they reached the deed",
    );
    const broken = await knock(maker, from, undefined, async () => {
      throw new Error("a secret of the server");
    });
    told(
      "somebody entitled",
      maker,
      "read an error",
      (broken.status !== "refused" || broken.message.includes("secret")) &&
        `${broken.status} ${broken.message}${broken.leadsTo}`,
    );
    told(
      "somebody entitled",
      maker,
      "be known to have reached it",
      !(broken.isRecorded && faulty.isRecorded) && "the web server was not told",
    );
    const odd = await knock(maker, from, undefined, undefined, { instead: { note: "fine" } });
    told(
      "somebody entitled",
      maker,
      "send what is no form",
      (odd.ran !== null || odd.leadsTo !== "NEXT_HTTP_ERROR_FALLBACK;404") &&
        `was answered ${odd.status} ${odd.leadsTo}`,
    );
    const led = await knock(maker, from, undefined, async () => redirect("/elsewhere"));
    told("somebody entitled", maker, "be led on", !led.leadsTo.includes("/elsewhere") && "was not");

    if (maker === "publicAction") continue;
    for (const [who, cookie] of Object.entries({ anonymous: "", ended: cookies.ended })) {
      const visitor = { cookie, origin: site };
      const late = await knock(maker, visitor, { note: "fine", password: "secret-word" });
      told(
        who,
        maker,
        "keep what one typed",
        (late.ran !== null ||
          late.status !== "refused" ||
          !late.sessionEnded ||
          late.values.note !== "fine" ||
          "password" in late.values) &&
          `${late.status} ${JSON.stringify(late.values)} ${late.leadsTo}`,
      );
      const pressed = await knock(maker, visitor, undefined, undefined, { isButton: true });
      told(
        who,
        maker,
        "press a button",
        (pressed.ran !== null ||
          !pressed.leadsTo.startsWith("NEXT_REDIRECT;") ||
          pressed.leadsTo.split(";")[2] !== paths.login) &&
          `was answered ${pressed.status} ${pressed.leadsTo}`,
      );
    }
    const wishing = { cookie: `${best}; ${organizationCookie}=${world.victim.id}`, origin: site };
    let acts: { id: string; role: string } | undefined;
    const wished = await knock(maker, wishing, undefined, async (context) => {
      const transaction = context.transaction as <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
      [acts] = await transaction(
        (sql) => sql<{ id: string; role: string }[]>`select auth.uid() as id, current_user as role`,
      );
    });
    const session = wished.ran?.context.session as { user?: { id?: string } } | undefined;
    const person = (wished.ran?.context.user as { id?: string } | undefined) ?? session?.user;
    const member = wished.ran?.context.member as { organization?: { id?: string } } | undefined;
    told(
      "an admin elsewhere",
      maker,
      "wish for another organization",
      ["memberAction", "adminAction"].includes(maker) &&
        member?.organization?.id !== world.attacker.id &&
        "it was granted",
    );
    told(
      "an admin elsewhere",
      maker,
      "act as oneself",
      (person?.id !== world.attacker.admin.userId ||
        acts?.id !== person.id ||
        acts?.role !== "authenticated") &&
        `acted as ${acts?.id} with the rights of ${acts?.role}`,
    );
  }
}
