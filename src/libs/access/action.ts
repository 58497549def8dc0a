import "server-only";
import { headers } from "next/headers";
import { notFound, redirect, unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { asUser, type RequestContext, type Transaction } from "@/libs/database";
import { paths } from "@/libs/paths";
import { type Member, requireMember } from "./membership";
import { foreignOriginRefusal, isOwnOrigin } from "./origin";
import { logRefusal, sentenceFor } from "./refusals";
import { requestRecords } from "./request-record";
import {
  openSession,
  type OpenSession,
  requestContext,
  requireSession,
  requireUser,
  type SignedInUser,
} from "./session";
import { typedValues } from "./typed-values";

/** What a form shows after its action ran. */
export interface ActionState {
  status: "idle" | "done" | "refused";
  message?: string;
  /** What is shown this once, by name. */
  shown?: Record<string, string>;
  /** By field name, for the input that is wrong. */
  fieldErrors?: Record<string, string[] | undefined>;
  /** What was typed, so that a refused form keeps it. Never passwords. */
  values?: Record<string, string>;
  /** Refused because nobody is logged in any more: the form keeps what was typed, and offers the way back. */
  sessionEnded?: boolean;
}

export type FormAction = (previous: ActionState, form: FormData) => Promise<ActionState>;

export interface PublicContext {
  request: RequestContext;
  /** One transaction with the rights of a person who has just proved who they are; see asUser. */
  transactionOf<T>(userId: string, work: (sql: Transaction) => Promise<T>): Promise<T>;
}

export interface UserContext {
  request: RequestContext;
  user: SignedInUser;
  /** One transaction with this user's rights; see asUser. */
  transaction<T>(work: (sql: Transaction) => Promise<T>): Promise<T>;
}

export interface SessionContext {
  request: RequestContext;
  session: OpenSession;
  /** One transaction with this session's rights: none while it owes its second factor; see asUser. */
  transaction<T>(work: (sql: Transaction) => Promise<T>): Promise<T>;
}

export interface MemberContext extends UserContext {
  member: Member;
}

/** "refused": nothing was done, because something else stands by now than the form showed; what was typed is kept. */
type Outcome = Pick<ActionState, "message" | "shown"> & { status?: "refused" };

type Act<Input, Context> = (input: Input, context: Context) => Promise<Outcome | void>;

interface Door<Schema extends z.ZodType> {
  /** Names the action in logs. */
  name: string;
  /** What the form must hold. Anything else in it is dropped. */
  input: Schema;
  /** Nothing is typed into it: somebody who is logged out is sent to log in, as by a page. */
  isButton?: true;
}

/**
 * A page sends who is logged out to log in. A form doesn't: what was typed into it would be lost on the way, so it says
 * what happened and where to go.
 */
const sessionEnded = Symbol("session ended");

/** An action for anybody: signing up, logging in. */
export function publicAction<Schema extends z.ZodType>(
  door: Door<Schema>,
  act: Act<z.output<Schema>, PublicContext>,
): FormAction {
  return throughDoor(
    door,
    async (request) => ({ request, transactionOf: (id, work) => asUser({ id }, request, work) }),
    act,
  );
}

/** An action of a signed-in person that belongs to no organization. */
export function userAction<Schema extends z.ZodType>(
  door: Door<Schema>,
  act: Act<z.output<Schema>, UserContext>,
): FormAction {
  return throughDoor(
    door,
    async (request) => {
      if (!(await openSession())) return sessionEnded;
      const user = await requireUser();
      return { request, user, transaction: (work) => asUser(user, request, work) };
    },
    act,
  );
}

/** An action of a session that may still owe its second factor: showing one, setting one up, logging out. */
export function sessionAction<Schema extends z.ZodType>(
  door: Door<Schema>,
  act: Act<z.output<Schema>, SessionContext>,
): FormAction {
  return throughDoor(
    door,
    async (request) => {
      if (!(await openSession())) return sessionEnded;
      const session = await requireSession();
      return {
        request,
        session,
        transaction: (work) => asUser(session.user, request, work),
      };
    },
    act,
  );
}

/** An action within the active organization, which comes from the session and never from the form. */
export function memberAction<Schema extends z.ZodType>(
  door: Door<Schema> & { role?: "admin" },
  act: Act<z.output<Schema>, MemberContext>,
): FormAction {
  return throughDoor(
    door,
    async (request) => {
      if (!(await openSession())) return sessionEnded;
      const member = await requireMember();
      if (door.role === "admin" && member.role !== "admin")
        return "Only an admin of the organization may do this.";
      return {
        request,
        member,
        user: member.user,
        transaction: (work) =>
          asUser({ ...member.user, organizationId: member.organization.id }, request, work),
      };
    },
    act,
  );
}

/** The one way into the server for every form: whence, who, then what, then do. A string from `identify` refuses. */
function throughDoor<Schema extends z.ZodType, Context>(
  door: Door<Schema>,
  identify: (request: RequestContext) => Promise<Context | string | typeof sessionEnded>,
  act: Act<z.output<Schema>, Context>,
): FormAction {
  return async (_previous, form) => {
    const record = requestRecords.getStore();
    if (record) record.hasReachedAction = true;
    // Whoever knows an action's id may call it with anything.
    if (!(form instanceof FormData)) notFound();
    const request = await requestContext();
    const values = typedValues(form);
    // Next compares origins as well, but by their host alone, and lets a request pass that names none.
    const where = { action: door.name, requestId: request.requestId };
    if (!isOwnOrigin(await headers())) {
      logRefusal("foreign origin", where);
      return { status: "refused", message: foreignOriginRefusal, values };
    }
    try {
      const context = await identify(request);
      if (context === sessionEnded) {
        if (door.isButton) redirect(paths.login);
        return { status: "refused", sessionEnded: true, values };
      }
      if (typeof context === "string") {
        logRefusal("role", where);
        return { status: "refused", message: context, values };
      }
      const input = door.input.safeParse(Object.fromEntries(form));
      if (!input.success) {
        const { fieldErrors, formErrors } = z.flattenError(input.error);
        return {
          status: "refused",
          message: formErrors[0] ?? "Check the marked fields.",
          fieldErrors,
          values,
        };
      }
      const done = await act(input.data, context);
      return done?.status === "refused"
        ? { ...done, status: "refused", values }
        : { ...done, status: "done" };
    } catch (error) {
      unstable_rethrow(error);
      return {
        status: "refused",
        message: sentenceFor(error, where),
        values,
      };
    }
  };
}
