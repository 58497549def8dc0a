import { expect, test } from "vitest";
import { renderAccountNotice, renderEmailChange } from "@/features/account/email/render";

const mail = {
  secret: "0a".repeat(32),
  payload: { oldEmail: "old@example.com", newEmail: "new@example.com\nBcc: x@example.com" },
};

test("the mail to a new address leads to the page with the token", async () => {
  const { subject, html, text } = await renderEmailChange(mail, "https://aestrak.example.com");
  expect(subject).toBe("Confirm your new e-mail address for AESTrak");
  for (const version of [html, text]) {
    expect(version).toContain(`https://aestrak.example.com/account/email/${mail.secret}`);
    expect(version).toContain("old@example.com");
  }
  expect(text).toContain("new@example.com Bcc: x@example.com.");
});

test("without its token there is no mail", async () => {
  await expect(renderEmailChange({ ...mail, secret: null }, "https://aestrak.example.com")).rejects.toThrow(
    "no longer",
  );
});

test.each(["email_change_requested", "email_changed"])(
  "the notice %s names the new address",
  async (notice) => {
    const { text } = await renderAccountNotice({ payload: { notice, newEmail: "new@example.com" } });
    expect(text).toContain("new@example.com");
    expect(text).not.toContain("http");
  },
);

test("whose address was wished for by others learns nothing of them", async () => {
  const { text } = await renderAccountNotice({
    payload: { notice: "email_taken", newEmail: "mine@example.com", oldEmail: "theirs@example.com" },
  });
  expect(text).not.toContain("theirs");
});

test.each([
  ["password_changed", "The password of your AESTrak account is changed"],
  ["account_deleted", "Your AESTrak account is deleted"],
])("the notice %s says what happened", async (notice, subject) => {
  const rendered = await renderAccountNotice({ payload: { notice } });
  expect(rendered.subject).toBe(subject);
  expect(rendered.text).toContain("If it was not you");
});

test("a notice of no known kind is not sent", async () => {
  await expect(renderAccountNotice({ payload: { notice: "else" } })).rejects.toThrow("notice");
});
