import { expect, test } from "vitest";
import { changePasswordInput, mailedLinkInput } from "./schema";

const isTaken = (newPassword: string) => mailedLinkInput.safeParse({ token: "", newPassword }).success;

test.each([
  "AESTrak-2026!",
  "my-aestrak-login",
  "aaaaaaaaaa",
  "abcabcabcabc",
  "1234567890",
  "0987654321",
  "QwertyUiop",
  "basketball",
  "Liverpool1",
])("%s is refused, because it would be tried first", (password) => expect(isTaken(password)).toBe(false));

test.each(["correct horse battery", "only lower case", "  with blanks  ", "ünïcödé wörds", "9f$Kq!2mZx"])(
  "%s is taken, whatever signs it consists of",
  (password) => expect(isTaken(password)).toBe(true),
);

test("a password may be as long as the Auth server reads, and no longer, so that nothing is cut off", () => {
  expect(isTaken("seventy-two ".repeat(5) + "and a bit ab")).toBe(true);
  expect(isTaken("seventy-two ".repeat(5) + "and a bit abc")).toBe(false);
  expect(isTaken("nine char")).toBe(false);
});

test("a password reaches the Auth server as it was typed", () => {
  expect(mailedLinkInput.parse({ token: "", newPassword: "  With Blanks and CAPITALS  " })).toEqual({
    token: "",
    newPassword: "  With Blanks and CAPITALS  ",
  });
});

test("a password is changed by who enters the present one too", () => {
  const newPassword = "correct horse battery";
  for (const present of [{}, { currentPassword: "" }])
    expect(changePasswordInput.safeParse({ ...present, newPassword }).success).toBe(false);
  expect(changePasswordInput.safeParse({ currentPassword: "the one before", newPassword }).success).toBe(
    true,
  );
});
