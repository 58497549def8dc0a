import { randomBytes, randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { hash } from "bcryptjs";
import type postgres from "postgres";
import { createOrganization } from "../installation/command-line";
import type { Installation } from "../installation/start";
import { linkIn, mailTo } from "./support/inbox";
import { expect, test } from "./support/test";

const strangersPassword = "the stranger's own password";
const victimsPassword = "correct horse of the victim";

/** What the Auth server answers to whoever asks it past our pages, with the key that browsers may have. */
async function askAuth({ environment }: Installation, path: string, body: object) {
  const answer = await fetch(`${environment["NEXT_PUBLIC_SUPABASE_URL"]}/auth/v1${path}`, {
    method: "POST",
    headers: {
      apikey: environment["NEXT_PUBLIC_SUPABASE_ANON_KEY"] ?? "",
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as { access_token?: string; id?: string; user?: { id: string } };
}

/** A stranger signs up with somebody else's address: as a hosted Auth server lets anybody, where ours refuses it. */
async function strangerSignsUp(installation: Installation, database: postgres.Sql, email: string) {
  const made = await askAuth(installation, "/signup", { email, password: strangersPassword });
  if (made.id ?? made.user) return;
  await database`insert into auth.users (id, aud, role, email, encrypted_password, raw_app_meta_data, raw_user_meta_data)
    values (${randomUUID()}, 'authenticated', 'authenticated', ${email}, ${await hash(strangersPassword, 4)}, '{}',
      ${database.json({ full_name: "Stranger", organization_name: "Stranger Ltd" })})`;
}

/** Expects that the stranger's password opens nothing, by our pages and past them, and the victim's does. */
async function expectTheVictimsAlone(
  browser: Browser,
  installation: Installation,
  database: postgres.Sql,
  email: string,
) {
  await database`delete from private.rate_limits`;
  const enter = async (password: string): Promise<Page> => {
    const page = await (await browser.newContext({ baseURL: installation.siteUrl })).newPage();
    await page.goto("/login");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Log in" }).click();
    return page;
  };
  const stranger = await enter(strangersPassword);
  await expect(stranger.getByText("the password is wrong", { exact: false })).toBeVisible();
  const past = await askAuth(installation, "/token?grant_type=password", {
    email,
    password: strangersPassword,
  });
  expect(past.access_token).toBeUndefined();
  const victim = await enter(victimsPassword);
  await victim.waitForURL("**/dashboard");
  for (const page of [stranger, victim]) await page.context().close();
}

const newAddress = () => `victim.${randomBytes(4).toString("hex")}@example.com`;

test("a stranger who signed up as the newcomer has nothing of the invitation that the newcomer accepts", async ({
  browser,
  page,
  signUp,
  database,
  installation,
}) => {
  const admin = await signUp(page);
  const email = newAddress();
  await strangerSignsUp(installation, database, email);
  await page.goto("/settings/organization/people");
  await page.getByLabel("E-mail addresses").fill(email);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const link = linkIn(await mailTo(installation.inboxUrl, email, /invited/i), /\/invite\//);
  await joinBy(browser, installation, link, admin.organization);
  await expectTheVictimsAlone(browser, installation, database, email);
});

test("nor of the organization that the command line makes for the address", async ({
  browser,
  database,
  installation,
}) => {
  test.setTimeout(90_000);
  const email = newAddress();
  await strangerSignsUp(installation, database, email);
  const slug = `victim-${randomBytes(4).toString("hex")}`;
  const made = await createOrganization(installation.directory, { name: `Victim ${slug}`, slug, email });
  expect(made.invitation_link).not.toBeNull();
  await joinBy(browser, installation, made.invitation_link ?? "", `Victim ${slug}`);
  await expectTheVictimsAlone(browser, installation, database, email);
});

test("nor of the account that the owner of the address sets up, and may choose a password for again", async ({
  browser,
  page,
  signUp,
  database,
  installation,
}) => {
  const email = newAddress();
  await strangerSignsUp(installation, database, email);
  const { organization } = await signUp(page, { email, password: victimsPassword });
  await expect(page.getByText(organization).first()).toBeVisible();
  await expectTheVictimsAlone(browser, installation, database, email);
  const [account] = await database`
    select count(*)::integer as accounts, min(u.raw_user_meta_data::text) as told from auth.users u where u.email = ${email}`;
  expect(account).toMatchObject({ accounts: 1 });
  expect(account?.["told"], "what the stranger said of themselves is gone").not.toContain("Stranger");
});

/** The victim opens their link, in a browser of their own, and is in with one press. */
async function joinBy(browser: Browser, { siteUrl }: Installation, link: string, organization: string) {
  const victim = await (await browser.newContext({ baseURL: siteUrl })).newPage();
  await victim.goto(link);
  await victim.getByLabel("Your name").fill("Vic Victim");
  await victim.getByLabel("Password").fill(victimsPassword);
  await victim.getByRole("button", { name: "Join", exact: true }).click();
  await victim.waitForURL("**/dashboard");
  await expect(victim.getByText(organization).first()).toBeVisible();
  await victim.context().close();
}
