import { expect, type Page } from "@playwright/test";
import type { Sql } from "postgres";
import { totp } from "../../database/support/totp";
import { forPeople, routesOf } from "./addresses";

/** The secret of an authenticator app, and the recovery codes that came with it. */
export interface Authenticator {
  secret: string;
  recoveryCodes: string[];
}

/** Who logs in by a password. */
type KnownAdmin = { admin_email: string; password: string };

/** What the app shows now, and what it doesn't. */
const codeOf = (secret: string) => totp(secret, Date.now());
export const wrongCodeOf = (secret: string) =>
  codeOf(secret).replace(/^./, (digit) => String((Number(digit) + 1) % 10));

/** What the app shows now, as if half a minute had passed since its last code: each works once. */
export async function unusedCodeOf(secret: string, database: Sql): Promise<string> {
  await database`update private.authenticator_apps set last_step = 0`;
  return codeOf(secret);
}

/** The address of the page that asks for the second factor. */
export const isSecondFactorPage = (url: URL) => url.pathname === "/login/second-factor";

/** Logs the admin in as far as their password does. */
export async function enterPassword(page: Page, { admin_email, password }: KnownAdmin): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("E-mail").fill(admin_email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL((url) => url.pathname !== "/login");
}

/** Goes on after the password. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Begins to set an app up, by the password. @returns the key that the page shows in text */
export async function beginSetUp(page: Page, { password }: KnownAdmin): Promise<string> {
  await page.getByLabel("Present password").fill(password);
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const secret = (await page.getByRole("code").innerText()).replaceAll(/\s/g, "");
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  return secret;
}

/** Types the first code, where a set-up has begun. */
export async function finishSetUp(page: Page, secret: string): Promise<Authenticator> {
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
  await page.getByRole("button", { name: "Turn on" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  return { secret, recoveryCodes: await codes.allInnerTexts() };
}

/** A device that makes passkeys, plugged into the page's browser; its owner always touches it. */
export async function plugInPasskeys(page: Page) {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  const { authenticatorId } = await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    async passkeys() {
      return (await browser.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
    },
    /** Puts a copy of a passkey on the device, as it was when it was copied. */
    async put(credential: Awaited<ReturnType<typeof this.passkeys>>[number]) {
      await this.lose();
      await browser.send("WebAuthn.addCredential", { authenticatorId, credential });
    },
    async lose() {
      await browser.send("WebAuthn.clearCredentials", { authenticatorId });
    },
  };
}

/** Expects that every page, opened by its address, leads to the second factor, and that the routes refuse. */
export async function expectNothingOpens(page: Page, organization: string): Promise<void> {
  const pages = routesOf("page.tsx").filter(({ path, forMembers }) => forMembers || forPeople.includes(path));
  expect(pages.length).toBeGreaterThan(15);
  for (const { path } of pages) {
    const address = path.replaceAll(/\[\w+\]/g, crypto.randomUUID());
    const answer = await page.request.get(address);
    expect(new URL(answer.url()).pathname, address).toBe("/login/second-factor");
    expect(await answer.text(), address).not.toContain(organization);
  }
  for (const address of ["/settings/audit/export/csv", `/api/imports/${crypto.randomUUID()}`])
    expect((await page.request.get(address)).status(), address).toBe(401);
  await page.goto("/purchase-orders");
  await expect(page).toHaveURL(isSecondFactorPage);
}
