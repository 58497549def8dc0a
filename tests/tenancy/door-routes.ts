import { countUse } from "../../src/libs/access/limits";
import { site } from "./application";
import { type Answered, type Cast, type Doors, foreignOrigins, organizationCookie } from "./doors";
import { arrive } from "./request";
import type { Tally } from "./tally";

/** Everybody at every kind of route for people: those for members, and those for whoever is logged in. */
export async function tryRoutes(doors: Doors, cast: Cast, tally: Tally): Promise<void> {
  const { cookies, world } = cast;
  type Door = Parameters<typeof doors.route.memberRoute>[0];
  type Init = { method?: string; cookie?: string; headers?: Record<string, string | undefined> };
  const knockAt = async (
    maker: "userRoute" | "memberRoute",
    door: Partial<Door>,
    init: Init,
    deed: () => Promise<Response>,
  ): Promise<Answered> => {
    let ran = null as Record<string, unknown> | null;
    const act = async (_request: Request, context: object) => {
      ran = context as Record<string, unknown>;
      return deed();
    };
    const route = doors.route[maker]({ name: "knock", ...door }, act);
    const headers = { host: "localhost:3000", cookie: init.cookie, ...init.headers };
    arrive(headers);
    const given = Object.fromEntries(
      Object.entries(headers).filter(([, value]) => value !== undefined),
    ) as Record<string, string>;
    // Such headers are the browser's to set; the server sees them all the same.
    const request = new Request(`${site}/api/knock`, { method: init.method ?? "GET" });
    Object.defineProperty(request, "headers", { value: new Headers(given) });
    try {
      const answer = await route(request, { params: Promise.resolve({}) });
      return { status: answer.status, body: await answer.text(), headers: answer.headers, ran };
    } catch (error) {
      // Next answers by itself, with a redirect say.
      return {
        status: 0,
        body: (error as { digest?: string }).digest ?? String(error),
        headers: new Headers(),
        ran,
      };
    }
  };
  const done = async () => Response.json({ done: true });
  const knock = (door: Partial<Door>, init: Init, deed = done) => knockAt("memberRoute", door, init, deed);
  const knockAsPerson = (init: Init) => knockAt("userRoute", {}, init, done);
  const told = (
    who: string,
    operation: string,
    { status, ran }: Answered,
    wanted: number,
    maker = "memberRoute",
  ) =>
    tally.case(
      who,
      maker,
      operation,
      status === wanted && Boolean(ran) === wanted < 300
        ? null
        : `answered ${status}${ran ? " and did the deed" : ""}`,
    );

  const everybody = { anonymous: "", ...cookies };
  const refused = { anonymous: 401, ended: 401 };
  const allowed = { member: 200, admin: 200, ...refused, homeless: 403, deactivated: 403 };
  for (const [who, cookie] of Object.entries(everybody)) {
    const asPerson = refused[who as keyof typeof refused] ?? 200;
    const sent = { cookie, method: "POST", headers: { origin: site } };
    told(who, "read", await knockAsPerson({ cookie }), asPerson, "userRoute");
    told(who, "send", await knockAsPerson(sent), asPerson, "userRoute");
    const wanted = allowed[who as keyof typeof allowed];
    told(who, "read", await knock({}, { cookie }), wanted);
    told(who, "send", await knock({}, { cookie, method: "POST", headers: { origin: site } }), wanted);
    told(
      who,
      "read as an admin",
      await knock({ role: "admin" }, { cookie }),
      who === "member" ? 403 : wanted,
    );
  }
  for (const method of ["POST", "PUT", "PATCH", "DELETE"])
    for (const origin of foreignOrigins)
      told(
        "another site's page",
        `${method} from ${origin}`,
        await knock({}, { cookie: cookies.admin, method, headers: { origin } }),
        403,
      );
  for (const origin of foreignOrigins) {
    const sent = { cookie: cookies.admin, method: "POST", headers: { origin } };
    told("another site's page", `POST from ${origin}`, await knockAsPerson(sent), 403, "userRoute");
  }
  const oneself = (await knockAsPerson({ cookie: cookies.admin })).ran?.user as { id: string } | undefined;
  tally.case(
    "an admin",
    "userRoute",
    "act as oneself",
    oneself?.id === world.attacker.admin.userId ? null : "acted as somebody else",
  );
  const own = { cookie: cookies.admin, method: "POST" };
  told(
    "an admin",
    "send too much",
    await knock({}, { ...own, headers: { origin: site, "content-length": "70000" } }),
    413,
  );
  told(
    "an admin",
    "send without end",
    await knock({}, { ...own, headers: { origin: site, "transfer-encoding": "chunked" } }),
    411,
  );
  const streamed = await knock(
    { body: "streamed" },
    { ...own, headers: { origin: site, "transfer-encoding": "chunked" } },
  );
  told("an admin", "stream", streamed, 200);

  const { cookie } = own;
  const broken = await knock({}, { cookie }, async () => {
    throw new Error("a secret of the server");
  });
  tally.case(
    "an admin",
    "memberRoute",
    "read an error",
    broken.status === 500 && !broken.body.includes("secret") ? null : `${broken.status} ${broken.body}`,
  );
  const kept = await knock({}, { cookie });
  const isSealed =
    kept.headers.get("cache-control") === "private, no-store" && kept.headers.has("x-request-id");
  tally.case("a cache", "memberRoute", "keep an answer", isSealed ? null : "it may");
  const wished = await knock({}, { cookie: `${cookie}; ${organizationCookie}=${world.victim.id}` });
  const member = wished.ran?.member as { organization: { id: string } } | undefined;
  tally.case(
    "an admin elsewhere",
    "memberRoute",
    "wish for another organization",
    member?.organization.id === world.attacker.id ? null : "it was granted",
  );

  await cast.sql`delete from private.rate_limits`;
  for (let uses = 0; uses < 60; uses++) await countUse("uploads", world.attacker.id);
  const last = await knock({ counts: "uploads" }, { cookie });
  told("an admin", "upload beyond the limit", last, 429);
  tally.case(
    "an admin",
    "memberRoute",
    "learn how long to wait",
    Number(last.headers.get("retry-after")) > 0 ? null : "is not told",
  );
}
