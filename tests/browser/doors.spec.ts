import { type ActionAnswer, builtActions, callAction } from "./support/actions";
import { memberApi } from "./support/addresses";
import type { Contractor } from "./support/contractor";
import { cookieHeader, sessionCookie, token } from "./support/sessions";
import { everyRow } from "./support/snapshot";
import { expect, test } from "./support/test";

// Calls every server action of the build and every route for members the way that somebody would who wants what is not
// theirs, and looks whether any row of any organization has changed. tests/access/doors.ts says whom each is for.
/** What would do something for somebody who may: each action takes of it what it knows. */
const tempting = ({ id, rows }: Contractor) => ({
  organizationId: id,
  importId: rows.previewedImport,
  alertId: rows.alert,
  note: "Taken over",
  reason: "Taken over",
  raiseExpectedBy: "",
  until: "2100-01-01",
  mode: "snapshot",
  repeatPolicy: "parts",
  warning: "10",
  critical: "20",
  overBudget: "30",
  name: "Taken over",
  currency: "EUR",
  locale: "en-GB",
  timeZone: "Europe/Berlin",
  fullName: "Taken over",
  phone: "",
  alertMail: "off",
  newEmail: "taken.over@example.com",
  typedEmail: "taken.over@example.com",
  currentPassword: "Taken over",
  token: "0a".repeat(32),
});

/** A form is told, and keeps its text; what is no form is sent there. */
const leadsToLogin = ({ leadsTo, body }: ActionAnswer) =>
  /\/login(?:[?;]|$)/.test(leadsTo ?? "") || body.includes('"sessionEnded":true');

test("no action of the build does anything for somebody who is not logged in", async ({
  contractor,
  database,
  installation: { siteUrl },
}) => {
  const actions = builtActions(contractor).filter((action) => action.for !== "anybody");
  expect(actions.length).toBeGreaterThan(10);
  const before = await everyRow(database);
  const [admin] = await database<{ id: string }[]>`
    select user_id as id from public.user_profiles where email = ${contractor.admin.email}`;
  // Gets past proxy.ts, which looks no closer than that there is a session.
  const forged = sessionCookie(token({ sub: admin?.id, role: "authenticated" }, null), admin?.id ?? "");
  for (const action of actions) {
    for (const cookie of ["", forged]) {
      const answer = await callAction(siteUrl, action, tempting(contractor), { cookie, origin: siteUrl });
      expect(leadsToLogin(answer), `${action.name}: ${answer.status} ${answer.body.slice(0, 200)}`).toBe(
        true,
      );
      expect(answer.body).not.toContain('"status":"done"');
    }
  }
  expect(await everyRow(database)).toEqual(before);
});

test("no action of the build does anything for a page of another site, or of none", async ({
  contractor,
  database,
  installation: { siteUrl },
  session,
}) => {
  const cookie = cookieHeader(session.cookies);
  const before = await everyRow(database);
  for (const action of builtActions(contractor)) {
    for (const origin of ["https://elsewhere.example", "null", null]) {
      const answer = await callAction(siteUrl, action, tempting(contractor), { cookie, origin });
      const what = `${action.name} from ${origin}: ${answer.status} ${answer.body.slice(0, 300)}`;
      expect(answer.body, what).not.toContain('"status":"done"');
      expect(answer.leadsTo, what).toBeNull();
      expect(answer.status, what).toBe(403);
    }
  }
  expect(await everyRow(database)).toEqual(before);
});

test("no action of the build reaches into an organization that somebody does not belong to", async ({
  browser,
  contractor,
  stranger,
  login,
  database,
  installation: { siteUrl },
}) => {
  const context = await browser.newContext({ baseURL: siteUrl });
  await login(await context.newPage(), stranger.admin);
  const cookie = cookieHeader((await context.storageState()).cookies, {
    "aestrak-organization": contractor.id,
  });
  await context.close();
  const before = await everyRow(database);
  // Others change what belongs to the caller, which is theirs to change.
  const aboutRows = builtActions(contractor).filter(
    ({ path, name }) => /features\/(?:alerts|imports)\//.test(path) || name === "switchOrganization",
  );
  expect(aboutRows.length).toBeGreaterThan(7);
  for (const action of aboutRows) {
    const answer = await callAction(siteUrl, action, tempting(contractor), { cookie, origin: siteUrl });
    expect(answer.body, action.name).not.toContain('"status":"done"');
    expect(answer.leadsTo, action.name).toBeNull();
  }
  expect(await everyRow(database)).toEqual(before);
});

test("no action for admins does anything for a member, who may do the others", async ({
  page,
  contractor,
  signUp,
  database,
  installation: { siteUrl },
}) => {
  const { email } = await signUp(page);
  await database`
    insert into public.organization_members (organization_id, user_id, role, status)
    select ${contractor.id}, user_id, 'member', 'active' from public.user_profiles where email = ${email}`;
  const cookie = cookieHeader((await page.context().storageState()).cookies, {
    "aestrak-organization": contractor.id,
  });
  const actions = builtActions(contractor);
  const forAdmins = actions.filter((action) => action.for === "admin");
  expect(forAdmins.length).toBeGreaterThan(2);
  const before = await everyRow(database);
  for (const action of forAdmins) {
    const answer = await callAction(siteUrl, action, tempting(contractor), { cookie, origin: siteUrl });
    expect(answer.body, action.name).toContain("Only an admin of the organization may do this.");
  }
  expect(await everyRow(database)).toEqual(before);

  const setNotifications = actions.find(({ name }) => name === "setNotifications");
  if (!setNotifications) throw new Error("There is no action setNotifications.");
  const answer = await callAction(
    siteUrl,
    setNotifications,
    { alertMail: "off" },
    { cookie, origin: siteUrl },
  );
  expect(answer.body).toContain('"status":"done"');
  await database`delete from public.organization_members
    where organization_id = ${contractor.id} and user_id = (select user_id from public.user_profiles where email = ${email})`;
});

test("a route that takes a file refuses another site's page and takes nothing", async ({
  contractor,
  session,
  installation: { siteUrl },
}) => {
  const upload = memberApi(contractor)["/api/imports/upload"]?.[0];
  for (const origin of ["https://elsewhere.example", "null", undefined]) {
    const answer = await fetch(siteUrl + upload?.address, {
      method: "POST",
      body: "a,b\n",
      headers: { cookie: cookieHeader(session.cookies), ...(origin ? { origin } : {}) },
    });
    expect(answer.status, String(origin)).toBe(403);
  }
});
