import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { linkIn, mailTo } from "./support/inbox";
import { expect, test } from "./support/test";

const newAddress = () => `moved.${randomBytes(4).toString("hex")}@example.com`;
const confirmLink = /\/account\/email\/[0-9a-f]{64}$/;

test("an address is changed once its mailbox has confirmed it, and logs in from then on", async ({
  browser,
  page,
  signUp,
  login,
  expectAccessible,
  installation: { siteUrl, inboxUrl },
}) => {
  test.setTimeout(180_000);
  const account = await signUp(page);
  const phone = await (await browser.newContext({ baseURL: siteUrl })).newPage();
  await login(phone, account);
  const stranger = await (await browser.newContext({ baseURL: siteUrl })).newPage();
  const strangersAccount = await signUp(stranger);
  const wished = newAddress();
  const ask = async (address: string, password: string) => {
    await page.getByLabel("New e-mail address").fill(address);
    await page.getByLabel("Present password").fill(password);
    await page.getByRole("button", { name: "Change e-mail address" }).click();
  };

  await test.step("only with the present password", async () => {
    await page.goto("/settings/account");
    await ask(wished, "not the password");
    await expect(page.getByText("Your present password is not the one that you entered.")).toBeVisible();
    await expect(page.getByText("Waiting to be confirmed")).toHaveCount(0);
  });

  await test.step("an address that is somebody else's is answered for in the same words", async () => {
    await ask(strangersAccount.email, account.password);
    await expect(
      page.getByText(`A mail to ${strangersAccount.email} is on the way.`, { exact: false }),
    ).toBeVisible();
    await expect(page.getByText("Waiting to be confirmed")).toBeVisible();
    const mail = await mailTo(inboxUrl, strangersAccount.email, /was entered for another/);
    expect(mail.html).not.toMatch(/account\/email/);
    expect(mail.html).not.toContain(account.email);
  });

  await test.step("a wish for a free one replaces it", async () => {
    await ask(wished, account.password);
    await expect(page.getByText(`A mail to ${wished} is on the way.`, { exact: false })).toBeVisible();
    await expectAccessible(page);
    await mailTo(inboxUrl, account.email, /is to have another e-mail address/);
  });

  const link = linkIn(await mailTo(inboxUrl, wished, /Confirm your new/), confirmLink);

  await test.step("the link is of no use to another account", async () => {
    await stranger.goto(link);
    await expect(stranger.getByText("waits for no new address")).toBeVisible();
    await expect(stranger.getByRole("button", { name: "Confirm this address" })).toHaveCount(0);
  });

  await test.step("opened by its owner, it changes the address, once, and logs the other devices out", async () => {
    await page.goto(link);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Confirm this address" }).click();
    await page.waitForURL("**/settings/account");
    await expect(page.getByText(`You log in with ${wished}`, { exact: false })).toBeVisible();
    await mailTo(inboxUrl, account.email, /has another e-mail address/);
    await page.goto(link);
    await expect(page.getByText("waits for no new address")).toBeVisible();
    await phone.goto("/dashboard");
    await expect(phone).toHaveURL(/\/login/);
  });

  await test.step("the new address logs in, and the old one does not", async () => {
    await phone.getByLabel("E-mail").fill(account.email);
    await phone.getByLabel("Password").fill(account.password);
    await phone.getByRole("button", { name: "Log in" }).click();
    await expect(phone.getByText("The e-mail address or the password is wrong")).toBeVisible();
    await login(phone, { ...account, email: wished });
    await expect(phone).toHaveURL(/\/dashboard/);
  });
  for (const one of [phone, stranger]) await one.context().close();
});

test("one's own data comes as a file", async ({ page, signUp, database }) => {
  const account = await signUp(page, { fullName: "Daria Data" });
  await page.goto("/settings/account");
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download my data" }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^aestrak-own-data-\d{4}-\d{2}-\d{2}\.json$/);
  const data = JSON.parse(await readFile(await file.path(), "utf8")) as Record<string, unknown>;
  expect(data).toMatchObject({
    account: { email: account.email },
    profile: { full_name: "Daria Data" },
    memberships: [{ organization: account.organization, role: "admin" }],
  });
  const [entry] = await database`
    select l.action from public.audit_logs l join public.organizations o on o.id = l.organization_id
    where o.name = ${account.organization} order by l.id desc limit 1`;
  expect(entry?.["action"]).toBe("user.data_exported");
});

test("one's own data comes as a file to somebody who belongs to no organization", async ({
  page,
  signUp,
  database,
  expectAccessible,
}) => {
  const account = await signUp(page);
  await database`delete from public.organization_members m using public.user_profiles p
    where p.user_id = m.user_id and p.email = ${account.email}`;
  for (const address of ["/organizations/new", "/account/delete"]) {
    await page.goto(address);
    await expectAccessible(page);
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download my data" }).click();
    const data = JSON.parse(await readFile(await (await downloading).path(), "utf8")) as object;
    expect(data).toMatchObject({ account: { email: account.email }, memberships: [] });
  }
});

test("an account is deleted, unless an organization needs it, and its address starts anew", async ({
  page,
  signUp,
  database,
  expectAccessible,
  installation: { inboxUrl },
}) => {
  test.setTimeout(120_000);
  const account = await signUp(page);
  const person = async () =>
    (await database<{ id: string }[]>`select id from auth.users where email = ${account.email}`)[0]?.id;
  const id = await person();

  await test.step("the last admin is told what to do first", async () => {
    await page.goto("/settings/account");
    await page.getByRole("link", { name: "Delete my account" }).click();
    await expect(page.getByText("You are the last active admin")).toBeVisible();
    await expect(page.getByText("you are alone in it")).toBeVisible();
    await expect(page.getByRole("button", { name: "Delete my account for good" })).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step("a member types address and password, and is gone", async () => {
    await database`update public.organization_members set role = 'member' where user_id = ${id!}`;
    await page.reload();
    await expectAccessible(page);
    const remove = page.getByRole("button", { name: "Delete my account for good" });
    await page.getByLabel("Your e-mail address").fill("somebody@example.com");
    await page.getByLabel("Present password").fill(account.password);
    await remove.click();
    await expect(page.getByText("This is not the address of your account")).toBeVisible();
    await page.getByLabel("Your e-mail address").fill(account.email);
    await page.getByLabel("Present password").fill("not the password");
    await remove.click();
    await expect(page.getByText("Your present password is not the one that you entered.")).toBeVisible();
    await page.getByLabel("Present password").fill(account.password);
    await remove.click();
    await page.waitForURL("**/account/deleted");
    await expectAccessible(page);
    expect(await person()).toBeUndefined();
    await mailTo(inboxUrl, account.email, /is deleted/);
  });

  await test.step("nothing opens any more", async () => {
    await page.goto("/dashboard");
    await expect(page).toHaveURL(/\/login/);
    await page.getByLabel("E-mail").fill(account.email);
    await page.getByLabel("Password").fill(account.password);
    await page.getByRole("button", { name: "Log in" }).click();
    await expect(page.getByText("The e-mail address or the password is wrong")).toBeVisible();
  });

  await test.step("the address signs up again, as somebody new", async () => {
    await database`delete from private.rate_limits`;
    const again = await signUp(page, { email: account.email, organization: `${account.organization} anew` });
    await expect(page.getByText(again.organization).first()).toBeVisible();
    expect(await person()).not.toBe(id);
  });
});
