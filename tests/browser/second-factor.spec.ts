import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import type { Sql } from "postgres";
import { createOrganizationOfKnownAdmin, type MadeOrganization } from "../installation/command-line";
import type { Installation } from "../installation/start";
import {
  beginSetUp,
  enterCode,
  enterPassword,
  expectNothingOpens,
  finishSetUp,
  isSecondFactorPage,
  plugInPasskeys,
  unusedCodeOf,
  wrongCodeOf,
} from "./support/authenticator";
import { mailTo } from "./support/inbox";
import { expect, test } from "./support/test";
import { expectUsable } from "./support/usable";

// Each goes through many pages, most of which axe looks at twice.
test.describe.configure({ timeout: 180_000 });

const wrongRecoveryCode = Array.from({ length: 7 }, () => "2222").join("-");
const wrong = "This code is wrong, too old or used already. Enter the one that your app shows now.";

/** An organization whose admin is past the first log-in. */
async function newOrganization(
  { directory }: Installation,
  database: Sql,
): Promise<MadeOrganization & { name: string; password: string }> {
  // All tests come from one address, which has no more attempts than a real one.
  await database`delete from private.rate_limits`;
  const mark = randomBytes(4).toString("hex");
  const [name, slug] = [`Careful ${mark} Ltd`, `careful-${mark}`];
  const made = await createOrganizationOfKnownAdmin(directory, {
    name,
    slug,
    email: `admin.${mark}@example.com`,
  });
  return { ...made, name };
}

async function logOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: "Log out" }).click();
  await page.waitForURL("**/login");
}

async function addPasskey(page: Page, name: string, { password }: { password: string }): Promise<void> {
  await page.getByLabel("Name (optional)").fill(name);
  await page.getByLabel("Present password").fill(password);
  await page.getByRole("button", { name: "Set up a passkey" }).click();
}

const usePasskey = (page: Page) => page.getByRole("button", { name: "Use a passkey" }).click();

test("an authenticator app is set up, asked for, replaced by a recovery code, and removed", async ({
  page,
  browser,
  database,
  installation,
  expectAccessible,
}) => {
  const { inboxUrl, siteUrl } = installation;
  const careful = await newOrganization(installation, database);
  const lastEvent = async () =>
    (
      await database<{ action: string }[]>`select action from public.audit_logs
        where organization_id = ${careful.organization_id} order by id desc limit 1`
    )[0]?.action;
  const left = page.getByText("Logging in asks for one of these after your password.");
  let secret = "";
  let recoveryCodes: string[] = [];

  await test.step("it is set up by the password, a picture or a key in text, and the first code", async () => {
    await enterPassword(page, careful);
    await page.goto("/settings/security");
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
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(10);
    await expectUsable(page, expectAccessible);
    await page.getByLabel("Code", { exact: true }).fill(wrongCodeOf(secret));
    await page.getByRole("button", { name: "Turn on" }).click();
    await expect(page.getByText(wrong)).toBeVisible();
    await expect(picture).toBeVisible();
    ({ recoveryCodes } = await finishSetUp(page, secret));
    await expect(left).toContainText("10 recovery codes are left");
    await expectUsable(page, expectAccessible);
  });

  await test.step("the recovery codes are shown once, and new ones take the place of the old", async () => {
    await page.getByRole("button", { name: "New recovery codes" }).click();
    const codes = page.getByRole("list", { name: "Recovery codes" });
    await expect(codes).not.toContainText(recoveryCodes[0]!);
    recoveryCodes = await codes.getByRole("listitem").allInnerTexts();
    expect(recoveryCodes).toHaveLength(10);
    await page.reload();
    await expect(left).toContainText("10 recovery codes are left");
    await expect(codes).toHaveCount(0);
  });

  await test.step("after the password it is asked for, and nothing opens before", async () => {
    await logOut(page);
    await enterPassword(page, careful);
    await expect(page).toHaveURL(isSecondFactorPage);
    await expectNothingOpens(page, careful.name);
    await page.getByText("Lost your device?").click();
    await expectUsable(page, expectAccessible);
    await enterCode(page, wrongCodeOf(secret));
    await expect(page.getByText(wrong)).toBeVisible();
    expect(await lastEvent()).toBe("user.sign_in_failed");
    await page.goto("/dashboard");
    await expect(page).toHaveURL(isSecondFactorPage);
    await enterCode(page, await unusedCodeOf(secret, database));
    await expect(page).toHaveURL("/dashboard");
    expect(await lastEvent()).toBe("user.signed_in");
  });

  const other = await (await browser.newContext({ baseURL: siteUrl })).newPage();

  await test.step("a recovery code removes what is lost, logs other devices out, and asks for another", async () => {
    await enterPassword(other, careful);
    await other.getByText("Lost your device?").click();
    const recoveryCode = other.getByLabel("Recovery code");
    await recoveryCode.fill(wrongRecoveryCode);
    await other.getByRole("button", { name: "Use this code" }).click();
    await expect(other.getByText("This recovery code is wrong or was used already.")).toBeVisible();
    await expect(recoveryCode).toHaveValue(wrongRecoveryCode);
    await recoveryCode.fill(recoveryCodes[0]!);
    await other.getByRole("button", { name: "Use this code" }).click();
    await expect(other.getByRole("button", { name: "Set up an authenticator app" })).toBeVisible();
    await other.goto("/dashboard");
    await expect(other).toHaveURL(isSecondFactorPage);
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

  await test.step("it is removed after it was shown once more, and the password alone logs in again", async () => {
    await database`update public.user_sessions set second_factor_at = now() - interval '11 minutes' where second_factor_at is not null`;
    await other.goto("/settings/security");
    await expect(other.getByRole("button", { name: "Remove Authenticator app" })).toHaveCount(0);
    await other.getByRole("link", { name: "Show your second factor again" }).click();
    await expect(other).toHaveURL(isSecondFactorPage);
    await expectUsable(other, expectAccessible);
    await enterCode(other, await unusedCodeOf(secret, database));
    await expect(other).toHaveURL("/settings/security");
    await other.getByRole("button", { name: "Remove Authenticator app" }).click();
    const question = other.getByRole("alertdialog");
    await expectUsable(other, expectAccessible);
    await question.getByLabel("Present password").fill("not the password");
    await question.getByRole("button", { name: "Remove" }).click();
    await expect(question.getByText("Your present password is not the one that you entered.")).toBeVisible();
    await question.getByLabel("Present password").fill(careful.password);
    await question.getByRole("button", { name: "Remove" }).click();
    await expect(other.getByRole("list", { name: "Second factors" })).toHaveCount(0);
    await expect(question).toHaveCount(0);
    await mailTo(inboxUrl, careful.admin_email, /A second factor of your AESTrak account is removed/);
    await enterPassword(page, careful);
    await expect(page).toHaveURL("/dashboard");
  });
  await other.context().close();
});

test("passkeys are set up, used, told from copies, and one of two is removed", async ({
  page,
  database,
  installation,
  expectAccessible,
}) => {
  const careful = await newOrganization(installation, database);
  const device = await plugInPasskeys(page);
  const listed = page.getByRole("list", { name: "Second factors" });

  await test.step("a passkey is set up by the password and the device", async () => {
    await enterPassword(page, careful);
    await page.goto("/settings/security");
    await addPasskey(page, "This laptop", careful);
    await expect(page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem")).toHaveCount(10);
    await expect(listed).toContainText("This laptop");
    expect(await device.passkeys()).toHaveLength(1);
    expect((await device.passkeys())[0]!.rpId).toBe("localhost");
    await expectUsable(page, expectAccessible);
  });

  await test.step("the same device is not set up twice", async () => {
    await addPasskey(page, "Again", careful);
    await expect(page.getByText("This device has a passkey of your account already.")).toBeVisible();
    await expect(listed.getByRole("listitem")).toHaveCount(1);
  });

  await test.step("it logs in by keyboard, and a code is not asked for", async () => {
    await logOut(page);
    await enterPassword(page, careful);
    await expect(page).toHaveURL(isSecondFactorPage);
    await page.goto("/dashboard");
    await expect(page).toHaveURL(isSecondFactorPage);
    await expect(page.getByLabel("Code", { exact: true })).toHaveCount(0);
    await expectUsable(page, expectAccessible);
    await page.getByRole("button", { name: "Use a passkey" }).focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL("/dashboard");
    await page.goto("/settings/security");
    await expect(listed).toContainText("last used");
  });

  await test.step("a copy of it, which has counted less, is refused", async () => {
    const [copied] = await device.passkeys();
    await logOut(page);
    await enterPassword(page, careful);
    await usePasskey(page);
    await expect(page).toHaveURL("/dashboard");
    await logOut(page);
    await enterPassword(page, careful);
    await device.put({ ...copied!, signCount: 1 });
    await usePasskey(page);
    await expect(page.getByText("This passkey was not accepted.")).toBeVisible();
    await page.goto("/dashboard");
    await expect(page).toHaveURL(isSecondFactorPage);
    await device.put({ ...copied!, signCount: 100 });
    await usePasskey(page);
    await expect(page).toHaveURL("/dashboard");
  });

  await test.step("without it, the page says so", async () => {
    await logOut(page);
    await enterPassword(page, careful);
    const [kept] = await device.passkeys();
    await device.lose();
    await usePasskey(page);
    await expect(page.getByText("The browser got no passkey")).toBeVisible();
    await expectUsable(page, expectAccessible);
    await device.put(kept!);
    await usePasskey(page);
    await expect(page).toHaveURL("/dashboard");
  });

  await test.step("an app beside it is another way in, and stays when the passkey goes", async () => {
    await page.goto("/settings/security");
    const secret = await beginSetUp(page, careful);
    await page.getByLabel("Code", { exact: true }).fill(await unusedCodeOf(secret, database));
    await page.getByRole("button", { name: "Turn on" }).click();
    await expect(listed.getByRole("listitem")).toHaveCount(2);
    await page.getByRole("button", { name: "Remove This laptop" }).click();
    await page.getByRole("alertdialog").getByLabel("Present password").fill(careful.password);
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await expect(listed.getByRole("listitem")).toHaveCount(1);
    await logOut(page);
    await enterPassword(page, careful);
    await expect(page.getByRole("button", { name: "Use a passkey" })).toHaveCount(0);
    await enterCode(page, await unusedCodeOf(secret, database));
    await expect(page).toHaveURL("/dashboard");
  });
});

test("an organization requires a second factor: whoever has none sets one up before anything opens", async ({
  page,
  browser,
  database,
  installation,
  expectAccessible,
}) => {
  const enterprise = await newOrganization(installation, database);
  await enterPassword(page, enterprise);
  await page.goto("/settings/organization");
  await expect(page.getByText("On the Enterprise plan, admins may require it of everybody.")).toBeVisible();
  await database`select private.set_plan(${enterprise.organization_id}, 'enterprise')`;
  await page.reload();
  const turnOn = page.getByRole("button", { name: "Require it of everybody" });
  await turnOn.click();
  await expect(
    page.getByText("Set up a second factor of your own first, under Settings, Security."),
  ).toBeVisible();
  await plugInPasskeys(page);
  await page.goto("/settings/security");
  await addPasskey(page, "This laptop", enterprise);
  await expect(page.getByRole("list", { name: "Second factors" })).toContainText("This laptop");

  // Somebody else of the organization, who is logged in.
  const member = await newOrganization(installation, database);
  await database`insert into public.organization_members (organization_id, user_id)
    select ${enterprise.organization_id}, user_id from public.user_profiles where email = ${member.admin_email}`;
  const theirs = await (await browser.newContext({ baseURL: installation.siteUrl })).newPage();
  await enterPassword(theirs, member);
  await expect(theirs).toHaveURL("/dashboard");

  await page.goto("/settings/organization");
  await turnOn.click();
  await expect(page.getByText("Everybody without a second factor sets one up")).toBeVisible();
  await expectUsable(page, expectAccessible);
  await page.goto("/settings/organization/people");
  const row = (address: string) => page.getByRole("row").filter({ hasText: address });
  await expect(row(enterprise.admin_email)).toContainText("Set up");
  await expect(row(member.admin_email)).toContainText("None");

  await theirs.goto("/purchase-orders");
  await expect(theirs).toHaveURL(isSecondFactorPage);
  await expect(theirs.getByText("your organization requires it")).toBeVisible();
  await finishSetUp(theirs, await beginSetUp(theirs, member));
  await theirs.getByRole("link", { name: "Go on to the dashboard" }).click();
  await expect(theirs).toHaveURL("/dashboard");
  await theirs.goto("/settings/security");
  await theirs.getByRole("button", { name: "Remove Authenticator app" }).click();
  await theirs.getByRole("alertdialog").getByLabel("Present password").fill(member.password);
  await theirs.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(theirs.getByText("requires a second factor. Set another up")).toBeVisible();
  await theirs.context().close();
});
