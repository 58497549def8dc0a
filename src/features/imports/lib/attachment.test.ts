import { expect, test } from "vitest";
import { attachment } from "@/features/imports/lib/attachment";

test("a hostile file name can neither end the header nor its quotes", () => {
  const disposition = attachment('a"; x=\r\nSet-Cookie: b.xlsx', "application/octet-stream", 3)[
    "content-disposition"
  ];
  expect(disposition).not.toMatch(/[\r\n]/);
  expect(disposition?.match(/"/g)).toHaveLength(2);
});

test("letters beyond ASCII survive in the encoded name", () => {
  const headers = attachment("Prüfung (März)'s.xlsx", "application/octet-stream", 3);
  expect(headers["content-disposition"]).toBe(
    "attachment; filename=\"Pr_fung (M_rz)_s.xlsx\"; filename*=UTF-8''Pr%C3%BCfung%20%28M%C3%A4rz%29%27s.xlsx",
  );
  expect(headers["x-content-type-options"]).toBe("nosniff");
});
