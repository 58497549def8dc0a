import { expect, test } from "./support/test";

const note = "Called Ms Ortiz: the raise is in her queue, for 12,400 more.";

test("a note survives the end of the session while it is typed, and the loss of the connection", async ({
  page,
  context,
  contractor,
  login,
  database,
  expectAccessible,
}) => {
  await login(page, contractor.admin);
  await page.goto(`/alerts/${contractor.rows.alert}`);
  const text = page.getByLabel("What is being done about it?").first();
  const send = page.getByRole("button", { name: "Acknowledge" }).first();
  await text.fill(note);
  // Somebody ends it at another device, or it runs out.
  await database`
    update public.user_sessions set ended_at = now(), end_reason = 'ended_by_user'
    where id = (select s.id from public.user_sessions s join public.user_profiles p using (user_id)
                where p.email = ${contractor.admin.email} order by s.created_at desc limit 1)`;
  await send.click();
  const ended = page.getByRole("alert").filter({ hasText: "Your session has ended; nothing was sent." });
  await expect(ended).toBeVisible();
  await expect(ended).toBeFocused();
  await expect(text).toHaveValue(note);
  await expectAccessible(page);

  await ended.getByRole("link", { name: "Log in and come back" }).click();
  await page.getByLabel("E-mail").fill(contractor.admin.email);
  await page.getByLabel("Password").fill(contractor.admin.password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL(`**/alerts/${contractor.rows.alert}`);
  await expect(text).toHaveValue(note);

  await context.setOffline(true);
  await send.click();
  await expect(page.getByText("You are offline; nothing was sent.")).toBeVisible();
  await expect(text).toHaveValue(note);
  await context.setOffline(false);
  await page.reload();
  await expect(text).toHaveValue(note);
});

test("a form that was refused, or sent offline, stays as it is, and leads to what is wrong", async ({
  page,
  context,
  signUp,
}) => {
  await signUp(page);
  await page.goto("/settings/profile");
  const phone = page.getByLabel("Telephone");
  const format = page.getByLabel("Numbers and dates");
  await page.getByLabel("Name", { exact: true }).fill("Robin of Example");
  await phone.fill("not a number");
  await format.selectOption("de-DE");
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Enter a telephone number")).toBeVisible();
  await expect(phone).toBeFocused();
  await expect(format).toHaveValue("de-DE");

  await phone.fill("+1 555 0100");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("You are offline; nothing was sent.")).toBeVisible();
  await expect(phone).toHaveValue("+1 555 0100");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Your profile is saved.")).toBeVisible();
  await page.reload();
  await expect(phone).toHaveValue("+1 555 0100");
  await expect(format).toHaveValue("de-DE");
});
