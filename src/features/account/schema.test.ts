import { expect, test } from "vitest";
import { deleteAccountInput, emailChangeInput, emailTokenInput } from "@/features/account/schema";

test("a new address is taken as people type it, in lower case", () => {
  const given = { newEmail: " Ann@Example.com ", currentPassword: "correct horse" };
  expect(emailChangeInput.parse(given)).toEqual({ ...given, newEmail: "ann@example.com" });
});

test.each(["", "ann", "ann@", "ann@example.com, bob@example.com", `${"a".repeat(250)}@example.com`])(
  "%j is no new address",
  (newEmail) => {
    expect(emailChangeInput.safeParse({ newEmail, currentPassword: "x" }).success).toBe(false);
  },
);

test.each([emailChangeInput, deleteAccountInput])("the present password is asked for", (input) => {
  const given = { newEmail: "ann@example.com", typedEmail: "ann@example.com", currentPassword: "" };
  expect(input.safeParse(given).error?.issues.map(({ path }) => path.join("."))).toEqual(["currentPassword"]);
});

test("a link carries a whole token or none", () => {
  expect(emailTokenInput.safeParse({ token: "0a".repeat(32) }).success).toBe(true);
  for (const token of ["", "0a".repeat(31), `${"0a".repeat(32)}0`, "0A".repeat(32)])
    expect(emailTokenInput.safeParse({ token }).success).toBe(false);
});
