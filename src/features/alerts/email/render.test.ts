import { describe, expect, it } from "vitest";
import type { ImportAlertsPayload, MailedAlert } from "@/features/alerts/email/payload";
import { renderMail } from "@/features/alerts/email/render";

const site = "https://aestrak.example.com";

const alert = (changes: Partial<MailedAlert> = {}): MailedAlert => ({
  id: "17",
  purchaseOrderNo: "6500008279.00001",
  shortText: "Pipe repair",
  vendor: "Nordwerk",
  level: "over_budget",
  levelBefore: "critical",
  orderValue: "100000.00",
  totalSpent: "103420.50",
  utilizationPercent: "103.42",
  cause: "spend_rose",
  facts: { spent: { before: "95000.00", after: "103420.50" } },
  ...changes,
});

const render = (changes: Partial<ImportAlertsPayload> = {}) =>
  renderMail(
    {
      kind: "import_alerts",
      payload: {
        organization: { name: "ACME", currency: "USD", locale: "en-US" },
        importJobId: "5e8f2c9a-0000-4000-8000-000000000001",
        fileName: "surveys.xlsx",
        counts: { over_budget: 1, fully_used: 0, critical: 0, warning: 0 },
        alerts: [alert()],
        again: [],
        ...changes,
      } satisfies ImportAlertsPayload,
    },
    site,
  );

describe("the mail about alerts of an import", () => {
  it("says how many purchase orders need attention, and whose", async () => {
    expect((await render()).subject).toBe("1 purchase order needs attention – ACME");
    const three = await render({ counts: { over_budget: 1, fully_used: 0, critical: 2, warning: 0 } });
    expect(three.subject).toBe("3 purchase orders need attention – ACME");
    expect(three.text).toContain("1 over budget, 2 critical");
    expect(three.text).toContain("And 2 more.");
  });

  it("shows level, percentage, money to the cent and where to go, in both versions", async () => {
    const { html, text } = await render();
    for (const part of [
      "6500008279.00001",
      "Over budget",
      "was critical",
      "103.42%",
      "$103,420.50 of $100,000.00",
      "Pipe repair · Nordwerk",
      "The billed total rose from $95,000.00 to $103,420.50.",
      `${site}/alerts/17`,
      `${site}/imports/5e8f2c9a-0000-4000-8000-000000000001`,
      `${site}/settings/notifications`,
    ]) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
  });

  it("writes money as the organization does, beyond what a float can hold", async () => {
    const { text } = await render({
      organization: { name: "ACME", currency: "EUR", locale: "de-DE" },
      alerts: [alert({ totalSpent: "9007199254740993.07" })],
    });
    expect(text).toContain("9.007.199.254.740.993,07\u00a0€ of 100.000,00\u00a0€");
  });

  it("says fully used, not over budget, at exactly 100 %, in both versions", async () => {
    const { html, text } = await render({
      counts: { over_budget: 0, fully_used: 1, critical: 0, warning: 0 },
      alerts: [alert({ totalSpent: "100000.00", utilizationPercent: "100.00" })],
    });
    for (const mail of [html, text]) {
      expect(mail).toContain("Fully used");
      expect(mail).toContain("1 fully used");
      expect(mail.toLowerCase()).not.toContain("over budget");
    }
    // Rounded to 100.00 %, and a cent too much.
    const over = await render({
      alerts: [alert({ totalSpent: "100000.01", utilizationPercent: "100.00" })],
    });
    expect(over.text).toContain("Over budget");
  });

  it("says so where nothing is authorised", async () => {
    const { text } = await render({ alerts: [alert({ orderValue: "0.00", utilizationPercent: null })] });
    expect(text).toContain("Nothing authorised: $103,420.50 of $0.00");
  });

  it("lets no name become markup, and no line break become a header or a line", async () => {
    const evil = '<img src=x onerror="alert(1)">\r\nBcc: everyone@example.com';
    const { subject, html, text } = await render({
      organization: { name: evil, currency: "USD", locale: "en-US" },
      fileName: evil,
      alerts: [alert({ purchaseOrderNo: evil, shortText: evil, vendor: evil })],
    });
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img src=x");
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).not.toMatch(/^Bcc/m);
  });

  it("loads nothing from anywhere", async () => {
    const { html } = await render();
    expect(html).not.toMatch(/<(img|link|script)\b|url\(|@import/);
  });

  it("comes out the same every time, so that a provider recognises a repetition", async () => {
    expect(await render()).toEqual(await render());
  });
});

describe("the other mails", () => {
  it("name the failed import and its reason", async () => {
    const payload = {
      organizationName: "ACME",
      importJobId: "1",
      fileName: "po.xlsx",
      reason: "No <header> row.",
    };
    const { subject, html, text } = await renderMail({ kind: "import_failed", payload }, site);
    expect(subject).toBe("An import failed – ACME");
    expect(text).toContain("The import of po.xlsx for ACME failed:\n\nNo <header> row.");
    expect(html).toContain("No &lt;header&gt; row.");
    expect(html).toContain(`${site}/imports/1`);
  });

  it.each([
    ["failed", "will not be tried again"],
    ["uncertain", "may or may not have been delivered"],
  ])("tell the operator of mail that is %s", async (outcome, words) => {
    const payload = {
      organizationName: "ACME",
      emailId: "e1",
      kind: "import_alerts",
      recipient: "someone@example.com",
      outcome,
      reason: "550 no such user",
    };
    const { subject, text } = await renderMail({ kind: "mail_failed", payload }, site);
    expect(subject).toBe("A mail could not be delivered – ACME");
    expect(text).toContain(words);
    expect(text).toContain("550 no such user");
  });

  it("are never made of what their kind doesn't know", async () => {
    await expect(renderMail({ kind: "import_alerts", payload: { alerts: [] } }, site)).rejects.toThrow(
      "organization",
    );
    await expect(renderMail({ kind: "greeting", payload: {} }, site)).rejects.toThrow("no template");
  });
});
