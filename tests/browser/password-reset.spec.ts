import { linkIn, mailTo } from "./support/inbox";
import { expect, test } from "./support/test";

test("a forgotten password is replaced by a mailed link, which logs everybody else out and works once", async ({
  browser,
  page,
  signUp,
  login,
  database,
  installation: { siteUrl, inboxUrl },
}) => {
  const account = await signUp(page);
  const visitor = await (await browser.newContext({ baseURL: siteUrl })).newPage();
  await database`delete from private.rate_limits`;
  await visitor.goto("/login");
  await visitor.getByRole("link", { name: /forgot/i }).click();
  // The page before it has a field of the same name.
  await visitor.waitForURL("**/reset-password");
  await visitor.getByLabel("E-mail").fill(account.email);
  await visitor.getByRole("button", { name: "Send the link" }).click();
  await visitor.waitForURL("**/reset-password/sent");
  const link = linkIn(await mailTo(inboxUrl, account.email, /new password/i), /\/auth\/confirm/);

  await visitor.goto(link);
  await visitor.goto("/dashboard");
  await expect(visitor, "the link alone opens nothing").toHaveURL(/\/login/);
  await visitor.goto(link);
  const password = "another horse battery";
  await visitor.getByLabel("New password").fill(password);
  await visitor.getByRole("button", { name: "Save and go on" }).click();
  await visitor.waitForURL("**/dashboard");

  await page.goto("/purchase-orders");
  await expect(page, "the former password's session is over").toHaveURL(/\/login/);
  await login(page, { ...account, password });
  await mailTo(inboxUrl, account.email, /password/i);

  const late = await (await browser.newContext({ baseURL: siteUrl })).newPage();
  await late.goto(link);
  await expect(late.getByText("It was used already", { exact: false })).toBeVisible();
});
