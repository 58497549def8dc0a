import { expect, test } from "vitest";
import { inviteInput } from "@/features/organizations/schema";

const read = (emails: string) => inviteInput.safeParse({ emails, role: "member" });

test("addresses may be separated as a mail program writes them, and repeated", () => {
  expect(read(" Ann@Example.com, bob@example.com;\n\tann@example.com  ").data?.emails).toEqual([
    "ann@example.com",
    "bob@example.com",
  ]);
});

test.each(["", " ,; ", "ann@example.com bob", "ann@", "<ann@example.com>"])("%j is refused", (emails) => {
  expect(read(emails).success).toBe(false);
});

test("what is wrong is named", () => {
  expect(read("ann@example.com, bob@, carl").error?.issues[0]?.message).toBe(
    "bob@, carl are no e-mail addresses.",
  );
});

test("at most fifty at once, in a role that there is", () => {
  const many = Array.from({ length: 51 }, (_, n) => `person-${n}@example.com`);
  expect(read(many.slice(1).join("\n")).success).toBe(true);
  expect(read(many.join("\n")).success).toBe(false);
  expect(inviteInput.safeParse({ emails: "ann@example.com", role: "owner" }).success).toBe(false);
});
