import { expect, test } from "vitest";

import {
  notificationsInput,
  organizationInput,
  profileInput,
  thresholdsInput,
} from "@/features/settings/schema";

const organizationId = "3f6e1a3c-0000-4000-8000-000000000000";
/** What the page showed. */
const drawn = '{"phone":"","time_zone":null}';
const wasDrawn = { phone: "", time_zone: null };

const faultsOf = (given: Record<string, string>) =>
  thresholdsInput.safeParse({ organizationId, ...given }).error?.issues.map(({ path }) => path.join(".")) ??
  [];

test("thresholds rise from warning to over budget", () => {
  expect(faultsOf({ warning: "75", critical: "82.5", overBudget: "100.00" })).toEqual([]);
  expect(faultsOf({ warning: "90", critical: "90", overBudget: "100" })).toEqual(["critical"]);
  expect(faultsOf({ warning: "75", critical: "101", overBudget: "100" })).toEqual(["overBudget"]);
});

test.each(["", "0", "-5", "75%", "7e1", "75.123", "1000", "75,,5", "NaN"])(
  "%j is no threshold, and says so once",
  (warning) => {
    expect(faultsOf({ warning, critical: "80", overBudget: "100" })).toEqual(["warning"]);
  },
);

test("a comma before the decimals means what it means to who writes it", () => {
  expect(
    thresholdsInput.parse({ organizationId, warning: "75,5", critical: "80.5", overBudget: "100" }),
  ).toMatchObject({ warning: "75.5", critical: "80.5", overBudget: "100" });
});

test("a box that is not ticked posts nothing and means no", () => {
  expect(notificationsInput.parse({ alertMail: "critical" })).toEqual({
    alertMail: "critical",
    importFailed: false,
  });
  expect(notificationsInput.parse({ alertMail: "off", importFailed: "on" }).importFailed).toBe(true);
  expect(notificationsInput.safeParse({ alertMail: "on_track" }).success).toBe(false);
});

const person = {
  fullName: " Ann Example ",
  phone: " +1 (555) 010-0 ext. 7 ",
  timeZone: "",
  locale: "",
  drawn,
};

test("a person sees times and numbers as the organization does, unless they choose otherwise", () => {
  expect(profileInput.parse(person)).toMatchObject({
    fullName: "Ann Example",
    phone: "+1 (555) 010-0 ext. 7",
    timeZone: null,
    locale: null,
    drawn: wasDrawn,
  });
  const own = { timeZone: "Asia/Kolkata", locale: "en-IN" };
  expect(profileInput.parse({ ...person, ...own })).toMatchObject(own);
});

test.each([
  { fullName: "" },
  { fullName: "A\nB" },
  { phone: "call me" },
  { timeZone: "Europe/Nowhere" },
  { locale: "not a tag" },
  { drawn: "no JSON" },
  { drawn: '{"phone":7}' },
])("a profile with %o is refused", (wrong) => {
  expect(profileInput.safeParse({ ...person, ...wrong }).success).toBe(false);
});

test("currency, format and time zone must be ones that numbers and dates can be shown in", () => {
  const good = {
    organizationId,
    drawn,
    name: " Meridian ",
    currency: "EUR",
    locale: "de-DE",
    timeZone: "Europe/Berlin",
  };
  expect(organizationInput.parse(good)).toEqual({ ...good, drawn: wasDrawn, name: "Meridian" });
  for (const wrong of [{ currency: "EURO" }, { locale: "not a tag" }, { timeZone: "Europe/Nowhere" }]) {
    expect(organizationInput.safeParse({ ...good, ...wrong }).success).toBe(false);
  }
});
