import { randomBytes } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import postgres from "postgres";
import type { Installation } from "../../installation/start";
import { type Contractor, makeContractor } from "./contractor";
import { linkIn, mailTo } from "./inbox";

export interface Account {
  email: string;
  password: string;
  fullName: string;
  organization: string;
}

type Login = Pick<Account, "email" | "password">;

interface Fixtures {
  /** Fails a test in which an error reached no code of a page, in whichever context. */
  noUncaughtErrors: void;
  /** Signs a new person up through the pages and their mail; `page` ends on the dashboard of their organization. */
  signUp(page: Page, wishes?: Partial<Account>): Promise<Account>;
  login(page: Page, account: Login): Promise<void>;
  /** Expects that axe finds nothing wrong with the page as it stands, by WCAG 2.2 AA. `rules`: by these alone. */
  expectAccessible(page: Page, rules?: string[]): Promise<void>;
}

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

interface WorkerFixtures {
  installation: Installation;
  /** An organization with data, for tests that only look at it. */
  contractor: Contractor;
  /** Another organization with data, to which the first one's people don't belong. */
  stranger: Contractor;
  /** The cookies of the first one's admin, logged in; for `test.use({ storageState })`. */
  session: Session;
  /** The owner's connection, to arrange what no page can, and to look at what a page did. */
  database: postgres.Sql;
}

const installation = () => {
  const given = process.env["AESTRAK_TEST_INSTALLATION"];
  if (!given)
    throw new Error("No installation is running: start the tests through Playwright's configuration.");
  return JSON.parse(given) as Installation;
};

async function logIn(page: Page, database: postgres.Sql, { email, password }: Login): Promise<void> {
  // All tests come from one address, which has no more attempts than a real one.
  await database`delete from private.rate_limits`;
  await page.goto("/login");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/login"));
}

/** Errors of pages that none of their code caught, in this test. */
const uncaught: string[] = [];

function listen(context: BrowserContext): BrowserContext {
  return context.on("weberror", (found) =>
    uncaught.push(`${found.page()?.url() ?? "?"}: ${found.error().message}`),
  );
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  browser: [
    async ({ browser }, use) => {
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => listen(await newContext(options));
      await use(browser);
    },
    { scope: "worker" },
  ],

  context: async ({ context }, use) => use(listen(context)),

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from its first parameter.
  installation: [async ({}, use) => use(installation()), { scope: "worker" }],

  database: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const sql = postgres(installation().databaseUrl, { max: 2, onnotice: () => {} });
      await use(sql);
      await sql.end();
    },
    { scope: "worker" },
  ],

  contractor: [
    async ({ database }, use) => use(await makeContractor(installation(), database, 1)),
    { scope: "worker", timeout: 120_000 },
  ],

  stranger: [
    async ({ database }, use) => use(await makeContractor(installation(), database, 2)),
    { scope: "worker", timeout: 120_000 },
  ],

  session: [
    async ({ browser, contractor, database }, use) => {
      const context = await browser.newContext({ baseURL: installation().siteUrl });
      await logIn(await context.newPage(), database, contractor.admin);
      const session = await context.storageState();
      await context.close();
      await use(session);
    },
    { scope: "worker", timeout: 60_000 },
  ],

  // oxlint-disable-next-line no-empty-pattern
  baseURL: async ({}, use) => use(installation().siteUrl),

  // Also where what is shown looks right: React draws a page anew whose HTML is not what the browser would have drawn.
  noUncaughtErrors: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      uncaught.length = 0;
      await use();
      expect(uncaught).toEqual([]);
    },
    { auto: true },
  ],

  signUp: async ({ database }, use) => {
    await use(async (page, wishes = {}) => {
      const mark = randomBytes(4).toString("hex");
      const account: Account = {
        email: `person.${mark}@example.com`,
        password: `correct horse ${mark}`,
        fullName: "Robin Example",
        organization: `Example Contractors ${mark}`,
        ...wishes,
      };
      // All tests come from one address, which has no more sign-ups an hour than a real one.
      await database`delete from private.rate_limits`;
      if (new URL(page.url(), installation().siteUrl).pathname !== "/signup") await page.goto("/signup");
      await page.getByLabel("Organization").fill(account.organization);
      await page.getByLabel("Your name").fill(account.fullName);
      await page.getByLabel("E-mail").fill(account.email);
      await page.getByRole("button", { name: "Sign up" }).click();
      await page.waitForURL("**/signup/sent");
      const mail = await mailTo(installation().inboxUrl, account.email, /set up your/i);
      await page.goto(linkIn(mail, /\/auth\/confirm/));
      await page.getByLabel("New password").fill(account.password);
      await page.getByRole("button", { name: "Save and go on" }).click();
      await page.waitForURL("**/dashboard");
      return account;
    });
  },

  login: async ({ database }, use) => {
    await use((page, account) => logIn(page, database, account));
  },

  // oxlint-disable-next-line no-empty-pattern
  expectAccessible: async ({}, use) => {
    await use(async (page, rules) => {
      // By itself, it opens another page for each look, to put together what it found in frames. There are none.
      expect(page.frames()).toHaveLength(1);
      // Of what it finds in order, it would note each place with its selector.
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
      if (rules) axe.withRules(rules);
      else axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
      const { violations } = await axe.analyze();
      const found = violations.map(({ id, help, nodes }) => ({
        id,
        help,
        where: nodes.map(({ target }) => target.join(" ")),
      }));
      expect(found).toEqual([]);
    });
  },
});

export { expect } from "@playwright/test";
