import type { Browser, Page } from "@playwright/test";
import { cookieHeader, storedSession } from "./support/sessions";
import { type Account, expect, test } from "./support/test";

type LogIn = (page: Page, account: Account) => Promise<void>;

/** The same person at another device. */
async function secondDevice(browser: Browser, siteUrl: string, login: LogIn, account: Account) {
  const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0";
  const context = await browser.newContext({ baseURL: siteUrl, userAgent });
  const page = await context.newPage();
  await login(page, account);
  await page.waitForURL("**/dashboard");
  return { context, page };
}

const sessions = (page: Page) => page.getByRole("list", { name: "Sessions" }).getByRole("listitem");

test("a device that is signed out from another one is out with its next request, by every door", async ({
  page,
  browser,
  signUp,
  login,
  database,
  expectAccessible,
  installation: { siteUrl, environment },
}) => {
  const account = await signUp(page);
  const lost = await secondDevice(browser, siteUrl, login, account);
  const cookies = await lost.context.cookies();
  const { accessToken, refreshToken } = storedSession(cookies);
  const gateway = environment["NEXT_PUBLIC_SUPABASE_URL"] ?? "";
  const apikey = environment["NEXT_PUBLIC_SUPABASE_ANON_KEY"] ?? "";
  const organizationsByToken = async () => {
    const answer = await fetch(`${gateway}/rest/v1/organizations?select=name`, {
      headers: { apikey, authorization: `Bearer ${accessToken}` },
    });
    return (await answer.json()) as unknown;
  };
  expect(await organizationsByToken()).toEqual([{ name: account.organization }]);

  await page.goto("/settings/security");
  await expect(sessions(page)).toHaveCount(2);
  await expect(sessions(page).first()).toContainText("This device");
  await expect(sessions(page).last()).toContainText("Firefox 131 on Linux");
  await expectAccessible(page);
  await sessions(page).last().getByRole("button", { name: "Log out" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Log out" }).click();
  await expect(sessions(page)).toHaveCount(1);
  await expect(page.getByText("You are logged in nowhere else.")).toBeVisible();

  // A button of the page that is still open there, a page, a route and the refresh of its token.
  await lost.page.getByRole("link", { name: "Purchase orders" }).first().click();
  await lost.page.waitForURL("**/login**");
  await lost.page.goto("/dashboard");
  await expect(lost.page).toHaveURL(/\/login/);
  const headers = { cookie: cookieHeader(cookies) };
  const route = await fetch(`${siteUrl}/api/imports/${crypto.randomUUID()}`, { headers });
  expect(route.status).toBe(401);
  expect(await organizationsByToken()).toEqual([]);
  const refreshed = await fetch(`${gateway}/auth/v1/token?grant_type=refresh_token`, {
    method: "POST",
    headers: { apikey, "content-type": "application/json" },
    body: JSON.stringify({ refresh_token: refreshToken }),
  });
  expect(refreshed.status).toBe(400);

  await page.goto("/dashboard");
  await expect(page).toHaveURL(/\/dashboard/);
  const entries = await database<{ action: string }[]>`
    select a.action from public.audit_logs a join public.organizations o on o.id = a.organization_id
    where o.name = ${account.organization} order by a.id desc limit 1`;
  expect(entries).toEqual([{ action: "user.session_ended" }]);
  await lost.context.close();
});

test("signing out everywhere else, and a new password, leave only this device logged in", async ({
  page,
  browser,
  signUp,
  login,
  installation: { siteUrl },
}) => {
  const account = await signUp(page);
  const first = await secondDevice(browser, siteUrl, login, account);
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Log out everywhere else" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Log out" }).click();
  await expect(sessions(page)).toHaveCount(1);
  await first.page.goto("/dashboard");
  await expect(first.page).toHaveURL(/\/login/);
  await first.context.close();

  const second = await secondDevice(browser, siteUrl, login, account);
  await page.goto("/settings/profile");
  await page.getByLabel("Present password").fill(account.password);
  await page.getByLabel("New password").fill(`${account.password} anew`);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await second.page.goto("/dashboard");
  await expect(second.page).toHaveURL(/\/login/);
  await page.goto("/settings/security");
  await expect(sessions(page)).toHaveCount(1);
  await second.context.close();
});

test("a session that was not used for eight hours is over, though its token is still good", async ({
  page,
  signUp,
  database,
}) => {
  const account = await signUp(page);
  const mine = database`user_id = (select user_id from public.user_profiles where email = ${account.email})`;
  await database`update public.user_sessions set last_seen_at = now() - interval '8 hours' where ${mine}`;
  await page.goto("/dashboard");
  await expect(page).toHaveURL(/\/login/);
  const [ended] = await database<{ reason: string }[]>`
    select end_reason as reason from public.user_sessions where ${mine}`;
  expect(ended).toEqual({ reason: "unused" });
});
