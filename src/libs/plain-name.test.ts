import { expect, test } from "vitest";
import { nameFault, organizationName } from "./plain-name";

test.each([
  "Example Contractors",
  "J.R. Smith",
  "St. John & Sons, Ltd.",
  "A/S Bygg",
  "Müller GmbH & Co. KG",
  "No.1 Scaffolding",
  "株式会社サンプル",
  "بناء المثال",
  "O’Brien–Núñez",
])("%s is a name", (name) => expect(nameFault(name)).toBeNull());

test.each([
  "evil.example",
  "Pay at http://evil.example now",
  "www.evil",
  "me@evil.example",
  "me＠evil",
  "evil．example",
  "evil。example",
  "Acme\u202Egpj.exe",
  "Ac\u200Bme",
  "Ac\u00ADme",
  "\u2066Acme\u2069",
  "Acme\nBcc: x",
  "Acme\u{E0041}",
  "\u3164",
])("%j is none", (name) => expect(nameFault(name)).not.toBeNull());

test("a name is trimmed, and neither empty nor endless", () => {
  expect(organizationName.parse("  Example  ")).toBe("Example");
  expect(organizationName.safeParse("  ").success).toBe(false);
  expect(organizationName.safeParse("x".repeat(121)).success).toBe(false);
});
