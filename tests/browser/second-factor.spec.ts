import { randomBytes } from "node:crypto";
import type { Sql } from "postgres";
import { createOrganization, type MadeOrganization } from "../installation/command-line";
import type { Installation } from "../installation/start";
import {
  beginSetUp,
  codeOf,
  enterCode,
  enterPassword,
  expectNothingOpens,
  finishSetUp,
  isSecondFactorPage,
  wrongCodeOf,
} from "./support/authenticator";
import { mailTo } from "./support/inbox";
import { startSecondFactorSite } from "./support/second-factor-site";
import { expect, test as base } from "./support/test";
import { expectUsable } from "./support/usable";

/** The pages of this file are those of a web server whose Auth server has second factors. */
const test = base.extend<object, { siteUrl: string }>({
  siteUrl: [
    async ({ installation, database }, use) => {
      const { siteUrl, stop } = await startSecondFactorSite(installation, database);
      await use(siteUrl);
      await stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: ({ siteUrl }, use) => use(siteUrl),
});

const wrong = "This code is wrong or too old. Enter the one that your app shows now.";

/** An organization whose admin is past the first log-in. */
async function newOrganization(
  { directory }: Installation,
  database: Sql,
): Promise<MadeOrganization & { name: string }> {
  // All tests come from one address, which has no more attempts than a real one.
  await database`delete from private.rate_limits`;
  const mark = randomBytes(4).toString("hex");
  const [name, slug] = [`Careful ${mark} Ltd`, `careful-${mark}`];
  const made = await createOrganization(directory, { name, slug, email: `admin.${mark}@example.com` });
  await database`update public.user_profiles set must_change_password = false where email = ${made.admin_email}`;
  return { ...made, name };
}

test("an authenticator app is set up, asked for, replaced by a recovery code, and removed", async ({
  page,
  browser,
  siteUrl,
  database,
  installation,
  expectAccessible,
}) => {
  const { siteUrl: ordinary, inboxUrl } = installation;
  const careful = await newOrganization(installation, database);
  const events = async () =>
    (
      await database<{ action: string }[]>`select action from public.audit_logs
        where organization_id = ${careful.organization_id} order by id desc limit 1`
    ).map(({ action }) => action);
  const shown = page.getByText("Logging in asks for a code of your authenticator app.");
  let secret = "";
  let recoveryCodes: string[] = [];

  await test.step("the page says where there is none, and offers it where there is", async () => {
    await enterPassword(page, careful);
    await page.goto(`${ordinary}/settings/security`);
    await expect(page.getByText("This installation has no second factor")).toBeVisible();
    await expect(page.getByRole("button", { name: "Set up an authenticator app" })).toHaveCount(0);
    await page.goto("/settings/security");
    await expect(page.getByRole("button", { name: "Set up an authenticator app" })).toBeVisible();
    await expect(page.getByText("This installation has no second factor")).toHaveCount(0);
    await expectUsable(page, expectAccessible);
  });

  await test.step("it is set up by the password, a picture or a key in text, and the first code", async () => {
    await page.getByLabel("Present password").fill("not the password");
    await page.getByRole("button", { name: "Set up an authenticator app" }).click();
    await expect(page.getByText("Your present password is not the one that you entered.")).toBeVisible();
    await expect(page.getByRole("img", { name: "QR code with the key below" })).toHaveCount(0);
    await expectUsable(page, expectAccessible);
    secret = await beginSetUp(page, careful);
    await expect(page.getByText("Scan this picture with your authenticator app")).toBeFocused();
    const picture = page.getByRole("img", { name: "QR code with the key below" });
    await expect(picture).toBeVisible();
    // Not so for a picture that is broken, or that the page's own policy refuses.
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    await expectUsable(page, expectAccessible);
    await page.getByLabel("Code", { exact: true }).fill(wrongCodeOf(secret));
    await page.getByRole("button", { name: "Turn on" }).click();
    await expect(page.getByText(wrong)).toBeVisible();
    await expect(picture).toBeVisible();
    ({ recoveryCodes } = await finishSetUp(page, secret));
    await expect(shown).toContainText("10 recovery codes are left");
    await expectUsable(page, expectAccessible);
  });

  await test.step("the recovery codes are shown once, and new ones take the place of the old", async () => {
    await page.getByRole("button", { name: "New recovery codes" }).click();
    const codes = page.getByRole("list", { name: "Recovery codes" });
    await expect(codes).not.toContainText(recoveryCodes[0]!);
    recoveryCodes = await codes.getByRole("listitem").allInnerTexts();
    expect(recoveryCodes).toHaveLength(10);
    await page.reload();
    await expect(shown).toContainText("10 recovery codes are left");
    await expect(codes).toHaveCount(0);
  });

  await test.step("after the password it is asked for, and nothing opens before", async () => {
    await page.getByRole("button", { name: /^Your account/ }).click();
    await page.getByRole("menuitem", { name: "Log out" }).click();
    await page.waitForURL("**/login");
    await enterPassword(page, careful);
    await expect(page).toHaveURL(isSecondFactorPage);
    await expectNothingOpens(page, careful.name);
    await page.getByText("Your app is lost?").click();
    await expectUsable(page, expectAccessible);
    await enterCode(page, wrongCodeOf(secret));
    await expect(page.getByText(wrong)).toBeVisible();
    expect(await events()).toEqual(["user.sign_in_failed"]);
    await page.goto("/dashboard");
    await expect(page).toHaveURL(isSecondFactorPage);
    await enterCode(page, codeOf(secret));
    await expect(page).toHaveURL("/dashboard");
    expect(await events()).toEqual(["user.signed_in"]);
  });

  const other = await (await browser.newContext({ baseURL: siteUrl })).newPage();

  await test.step("a recovery code removes the lost app, logs other devices out, and asks for another", async () => {
    await enterPassword(other, careful);
    await other.getByText("Your app is lost?").click();
    const recoveryCode = other.getByLabel("Recovery code");
    await recoveryCode.fill("2222-2222-2222");
    await other.getByRole("button", { name: "Use this code" }).click();
    await expect(other.getByText("This recovery code is wrong or was used already.")).toBeVisible();
    await expect(recoveryCode).toHaveValue("2222-2222-2222");
    await recoveryCode.fill(recoveryCodes[0]!);
    await other.getByRole("button", { name: "Use this code" }).click();
    await expect(other.getByRole("button", { name: "Set up an authenticator app" })).toBeVisible();
    await expectNothingOpens(other, careful.name);
    await page.goto("/dashboard");
    await expect(page).toHaveURL((url) => url.pathname === "/login");
    await mailTo(inboxUrl, careful.admin_email, /recovery code/i);
    const anew = await beginSetUp(other, careful);
    expect(anew).not.toBe(secret);
    await expectUsable(other, expectAccessible);
    ({ secret, recoveryCodes } = await finishSetUp(other, anew));
    await expectUsable(other, expectAccessible);
    await other.getByRole("link", { name: "Go on to the dashboard" }).click();
    await expect(other).toHaveURL("/dashboard");
  });

  await test.step("it is removed by one more code, and the password alone logs in again", async () => {
    await other.goto("/settings/security");
    await other.getByRole("button", { name: "Remove the app" }).click();
    const question = other.getByRole("alertdialog");
    await expectUsable(other, expectAccessible);
    const remove = async (code: string) => {
      await question.getByLabel("Code", { exact: true }).fill(code);
      await question.getByRole("button", { name: "Remove" }).click();
    };
    await remove(wrongCodeOf(secret));
    await expect(question.getByText(wrong)).toBeVisible();
    await remove(codeOf(secret));
    await expect(other.getByRole("button", { name: "Set up an authenticator app" })).toBeVisible();
    await expect(question).toHaveCount(0);
    await mailTo(inboxUrl, careful.admin_email, /no longer asks for a second factor/);
    await enterPassword(page, careful);
    await expect(page).toHaveURL("/dashboard");
  });
  await other.context().close();
});

test("an admin on a plan that asks for it reaches only the page that sets one up", async ({
  page,
  database,
  installation,
  expectAccessible,
}) => {
  const enterprise = await newOrganization(installation, database);
  await database`select private.set_plan(${enterprise.organization_id}, 'enterprise')`;
  await enterPassword(page, enterprise);
  await expectNothingOpens(page, enterprise.name);
  await expect(page.getByText("the plan of your organization asks its admins for one")).toBeVisible();
  await expectUsable(page, expectAccessible);
  const { secret } = await finishSetUp(page, await beginSetUp(page, enterprise));
  await page.getByRole("link", { name: "Go on to the dashboard" }).click();
  await expect(page).toHaveURL("/dashboard");

  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Remove the app" }).click();
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(page).toHaveURL(isSecondFactorPage);
  await expect(page.getByRole("button", { name: "Set up an authenticator app" })).toBeVisible();
});
