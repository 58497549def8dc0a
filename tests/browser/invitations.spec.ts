import { randomBytes } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { linkIn, mailTo } from "./support/inbox";
import { type Account, expect, test } from "./support/test";

const newAddress = (name: string) => `${name}.${randomBytes(4).toString("hex")}@example.com`;
const invitationLink = /\/invite\/[0-9a-f]{64}$/;
const invited = /^You are invited/;

/** A page of somebody else, in a browser of their own. */
async function elsewhere(browser: Browser, baseURL: string): Promise<Page> {
  return (await browser.newContext({ baseURL })).newPage();
}

async function invite(page: Page, addresses: string): Promise<void> {
  await page.goto("/settings/organization/people");
  await page.getByLabel("E-mail addresses").fill(addresses);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "on the way" })).toBeVisible();
}

test("two people are invited: a newcomer and somebody with an account join, and nobody else does", async ({
  browser,
  page,
  signUp,
  expectAccessible,
  installation: { siteUrl, inboxUrl },
}) => {
  test.setTimeout(180_000);
  const admin = await signUp(page, { fullName: "Ada Admin" });
  const [known, stranger, guest] = [
    await elsewhere(browser, siteUrl),
    await elsewhere(browser, siteUrl),
    await elsewhere(browser, siteUrl),
  ];
  const knownAccount = await signUp(known, { fullName: "Kim Known" });
  await signUp(stranger, { fullName: "Sam Stranger" });
  const newcomer = newAddress("newcomer");
  const linkFor = async (address: string) => linkIn(await mailTo(inboxUrl, address, invited), invitationLink);

  await test.step("both addresses get a mail of their own", async () => {
    await invite(page, `${newcomer}, ${knownAccount.email}`);
    await expect(page.getByText("3 of 3 seats taken")).toBeVisible();
    expect(await linkFor(newcomer)).not.toBe(await linkFor(knownAccount.email));
  });

  await test.step("somebody else who got hold of a link is told for whom it is, and can't join", async () => {
    await stranger.goto(await linkFor(newcomer));
    await expect(stranger.getByText("the invitation is for another address")).toBeVisible();
    await expect(stranger.getByRole("button", { name: /^Join/ })).toHaveCount(0);
    await expectAccessible(stranger);
  });

  await test.step("the newcomer joins by the link alone, for the address that it is for", async () => {
    await guest.goto(await linkFor(newcomer));
    await expect(guest.getByText("Ada Admin")).toBeVisible();
    await expect(guest.getByLabel("E-mail")).toHaveValue(newcomer);
    await expectAccessible(guest);
    await guest.getByLabel("Your name").fill("Noa Newcomer");
    await guest.getByLabel("Password").fill("correct horse battery");
    await guest.getByRole("button", { name: "Join", exact: true }).click();
    await guest.waitForURL("**/dashboard");
    await expect(guest.getByText(admin.organization).first()).toBeVisible();
    // A member, as they were invited: what is for admins is not theirs.
    await guest.goto("/settings/organization/people");
    await expect(guest.getByRole("button", { name: "Invite", exact: true })).toHaveCount(0);
  });

  await test.step("who has an account joins with one press, and switches between the two organizations", async () => {
    await known.goto(await linkFor(knownAccount.email));
    await known.getByRole("button", { name: `Join ${admin.organization}` }).click();
    await known.waitForURL("**/dashboard");
    await expect(switcher(known)).toContainText(admin.organization);
    await switchTo(known, knownAccount);
    await known.goto("/settings/organization");
    await expect(known.getByLabel("Name", { exact: true })).toHaveValue(knownAccount.organization);
    await switchTo(known, admin);
  });

  await test.step("a link that was used is of no more use, to whoever opens it", async () => {
    for (const [reader, address] of [
      [guest, newcomer],
      [stranger, knownAccount.email],
    ] as const) {
      await reader.goto(await linkFor(address));
      await expect(reader.getByText("It was accepted already")).toBeVisible();
      await expect(reader.getByRole("button", { name: /^Join|^Sign up/ })).toHaveCount(0);
    }
  });

  await test.step("somebody who is removed sees nothing with the next request of the page they have open", async () => {
    await guest.goto("/purchase-orders");
    await expect(guest.getByText(admin.organization).first()).toBeVisible();
    await page.goto("/settings/organization/people");
    await page.getByRole("button", { name: "Change Noa Newcomer" }).click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(page.getByText("no longer belongs to the organization")).toBeVisible();

    await guest.getByRole("link", { name: "Imports" }).first().click();
    await guest.waitForURL("**/organizations/new");
    await expect(guest.getByText("belongs to no organization yet")).toBeVisible();
    const answer = await guest.request.get("/purchase-orders");
    expect(await answer.text()).not.toContain(admin.organization);
  });
  for (const one of [known, stranger, guest]) await one.context().close();
});

test("a link that was withdrawn, or that a newer mail replaced, lets nobody in", async ({
  browser,
  page,
  signUp,
  installation: { siteUrl, inboxUrl },
}) => {
  await signUp(page);
  const address = newAddress("withdrawn");
  const mails = async () => linkIn(await mailTo(inboxUrl, address, invited), invitationLink);
  await invite(page, address);
  const first = await mails();
  await page.getByRole("button", { name: `Resend the invitation to ${address}` }).click();
  let second = first;
  await expect(async () => {
    second = await mails();
    expect(second).not.toBe(first);
  }).toPass({ timeout: 30_000 });

  const guest = await elsewhere(browser, siteUrl);
  await guest.goto(first);
  await expect(guest.getByText("a newer mail took its place")).toBeVisible();
  await guest.goto(second);
  await expect(guest.getByRole("button", { name: "Join", exact: true })).toBeVisible();

  await page.getByRole("button", { name: `Withdraw the invitation to ${address}` }).click();
  await expect(page.getByText("Open invitations")).toHaveCount(0);
  // The page that is open already is no way in either.
  await guest.getByLabel("Your name").fill("Too Late");
  await guest.getByLabel("Password").fill("correct horse battery");
  await guest.getByRole("button", { name: "Join", exact: true }).click();
  await expect(guest.getByText("This invitation does not work any more")).toBeVisible();
  await guest.goto(second);
  await expect(guest.getByText("It was withdrawn")).toBeVisible();
  await guest.context().close();
});

const switcher = (page: Page) => page.getByRole("button", { name: /Switch organization/ });

async function switchTo(page: Page, { organization }: Account): Promise<void> {
  await switcher(page).click();
  await page.getByRole("menuitemradio", { name: organization }).click();
  await expect(switcher(page)).toContainText(organization);
}
