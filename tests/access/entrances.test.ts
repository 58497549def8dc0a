import { describe, expect, it } from "vitest";
import { examineActions, examineRoutes } from "./doors";
import { examinePages } from "./pages";
import { applicationModules, parseModule } from "./syntax";

/** Route handlers that answer anybody, and why they may. */
const openRoutes = {
  "src/app/api/health/route.ts": "says whether the parts work, and nothing of any organization",
  "src/app/api/v1/openapi.json/route.ts": "describes the API, and nothing of any organization",
};

const modules = applicationModules();

describe("entrances of the application", () => {
  it("has no server action that passes no wrapper", () => {
    const { doors, faults } = examineActions(modules);
    expect(faults).toEqual([]);
    const of = (who: string) => doors.filter((door) => door.for === who).map(({ name }) => name);
    // What anybody may call is few, and known; the numbers show that the rest were really read.
    expect(of("anybody").toSorted()).toEqual([
      "followMailedLink",
      "logIn",
      "requestPasswordReset",
      "signUp",
      "signUpInvited",
    ]);
    expect(of("admin")).toEqual(expect.arrayContaining(["updateThresholds", "resolveAlert"]));
    expect(of("member").length).toBeGreaterThan(5);
  });

  it("has no route handler that passes no wrapper, but for the open ones", () => {
    const { doors, faults } = examineRoutes(modules, openRoutes);
    expect(faults).toEqual([]);
    expect(doors.filter((door) => door.for === "member").length).toBeGreaterThan(3);
    expect(doors.filter((door) => door.for === "token").length).toBeGreaterThan(1);
    // Nothing of an organization leaves by these.
    expect(doors.filter((door) => door.for === "person").map(({ path }) => path)).toEqual([
      "src/app/(app)/settings/account/export/route.ts",
    ]);
  });

  it("has no page for members that asks for nobody", () => {
    const { pages, faults } = examinePages(modules);
    expect(faults).toEqual([]);
    expect(pages.length).toBeGreaterThan(10);
  });
});

const wrapped = `
  import { memberAction, publicAction as open } from "@/libs/access/action";
  export const kept = memberAction({ name: "kept", role: "admin", input }, async () => {});
  const inner = open({ name: "inner", input }, async () => {});
  export async function handedOn(form) {
    const { message } = await inner({ status: "idle" }, form);
    throw new Error(message);
  }`;
const actions = (text: string) => examineActions([parseModule("src/features/x/actions.ts", text)]);

describe("an action", () => {
  it("that passes a wrapper, or hands on to one, is let through", () => {
    const { doors, faults } = actions(`"use server";${wrapped}`);
    expect(faults).toEqual([]);
    expect(doors.map((door) => `${door.name} for ${door.for}`)).toEqual([
      "kept for admin",
      "handedOn for anybody",
    ]);
  });

  it.each([
    ["a bare function", "export async function bare(form) { await remove(form); }", "bare"],
    ["a bare arrow", "export const bare = async (form) => remove(form);", "bare"],
    [
      "one that does something before it hands on",
      "export async function early(form) { await remove(form); return inner({}, form); }",
      "early",
    ],
    [
      "one that does something with a tag",
      "export async function tagged(form) { await sql`delete from x`; return inner({}, form); }",
      "tagged",
    ],
    [
      "one that hands on now and then",
      "export async function twice(form) { return (await inner({}, form)) ?? (await bare(form)); }",
      "twice",
    ],
    [
      "a wrapper of another module by the same name",
      "import { userAction } from './mine'; export const mine = userAction({}, async () => {});",
      "mine",
    ],
    [
      "a wrapper that is wrapped itself",
      "export const around = cached(memberAction({ name: 'x' }, async () => {}));",
      "around",
    ],
    ["a default export", "export default async function (form) { await remove(form); }", "default"],
    [
      "one exported by another name",
      "async function hidden(form) { await remove(form); } export { hidden as shown };",
      "shown",
    ],
    ["one from another module", "export { remove } from './remove';", "remove"],
    ["a whole other module", "export * from './remove';", "everything"],
  ])("that is %s is found", (_what, text, name) => {
    expect(actions(`"use server";${wrapped}\n${text}`).faults).toEqual([
      `src/features/x/actions.ts: ${name} passes no wrapper of src/libs/access/action.ts`,
    ]);
  });

  it("inside a component is found", () => {
    const page = parseModule(
      "src/app/page.tsx",
      `export default () => <form action={async () => { "use server"; remove(); }} />;`,
    );
    expect(examineActions([page]).faults).toEqual([
      'src/app/page.tsx: a function of its own says "use server"',
    ]);
  });
});

const route = (text: string, open = {}) =>
  examineRoutes(
    [parseModule("src/app/api/x/route.ts", `import { memberRoute } from "@/libs/access/route";\n${text}`)],
    open,
  ).faults;

describe("a route handler", () => {
  it("that passes a wrapper is let through, by whatever name", () => {
    expect(
      route(
        `export const dynamic = "force-dynamic"; const all = memberRoute({ name: "x" }, f); export { all as POST, all as PUT };`,
      ),
    ).toEqual([]);
  });

  it.each([
    ["export async function GET() { return Response.json(rows); }", "GET"],
    ["export const DELETE = async () => remove();", "DELETE"],
    ["const PATCH = async () => remove(); export { PATCH };", "PATCH"],
    ["export { POST } from './elsewhere';", "POST"],
    ["export * from './elsewhere';", "everything"],
  ])("that passes none is found: %s", (text, name) => {
    expect(route(text)).toEqual([`src/app/api/x/route.ts: ${name} passes no wrapper of src/libs/access`]);
  });

  it("may be open only while it is there", () => {
    expect(route("", { "src/app/api/gone/route.ts": "was of use" })).toEqual([
      "src/app/api/gone/route.ts: is listed as open, and is not there",
    ]);
  });
});

const page = (text: string) =>
  examinePages([
    parseModule(
      "src/app/(app)/x/page.tsx",
      `import { requireMember } from "@/libs/access/membership";\n${text}`,
    ),
    parseModule(
      "src/features/x/queries.ts",
      `import { requireUser as who } from "@/libs/access/session";
      export const guarded = cache(async () => { await who(); return rows(); });
      export const unguarded = async () => rows();`,
    ),
  ]).faults;

describe("a page for members", () => {
  it.each([
    [
      "asks itself",
      "export default async function Page() { const { role } = await requireMember(); return <p>{role}</p>; }",
    ],
    [
      "asks by a query",
      "import { guarded } from '@/features/x/queries'; export default async function Page() { return <p>{await guarded()}</p>; }",
    ],
    [
      "asks by a function of its own",
      "const orders = async () => { await requireMember(); }; export default async function Page() { await orders(); }",
    ],
    [
      "only leads elsewhere",
      "import { redirect } from 'next/navigation'; export default function Page() { redirect('/y'); }",
    ],
  ])("that %s is let through", (_what, text) => {
    expect(page(text)).toEqual([]);
  });

  it.each([
    [
      "asks for nobody",
      "import { unguarded } from '@/features/x/queries'; export default async function Page() { return <p>{await unguarded()}</p>; }",
    ],
    [
      "has a guard by name only",
      "const requireUser = () => {}; export default function Page() { requireUser(); return null; }",
    ],
    [
      "imports the guard and does not call it",
      "export default function Page() { return <p>{typeof requireMember}</p>; }",
    ],
    ["comes from another module", "export { default } from './elsewhere';"],
  ])("that %s is found", (_what, text) => {
    expect(page(text)).toEqual(["src/app/(app)/x/page.tsx: calls neither requireMember nor requireUser"]);
  });

  it("is found when its title tells what nobody was asked for", () => {
    const text =
      "export async function generateMetadata() { return { title: await unguarded() }; }\nexport default async function Page() { await requireMember(); }";
    expect(page(text)).toEqual([
      "src/app/(app)/x/page.tsx: its metadata calls neither requireMember nor requireUser",
    ]);
  });
});
