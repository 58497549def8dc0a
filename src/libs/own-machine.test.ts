import { expect, test } from "vitest";
import { isOnThisMachine } from "./own-machine";

test.each([
  ["postgres://owner:secret@127.0.0.1:5432/postgres", true],
  ["postgres://owner:secret@localhost/postgres", true],
  ["postgres://owner:secret@[::1]:5432/postgres", true],
  ["postgres:///postgres?host=/run/postgresql", true],
  ["smtp://127.0.0.1:1025", true],
  ["postgres://owner:secret@db.example.com/postgres", false],
  ["postgres://owner:secret@127.0.0.1.example.com/postgres", false],
  ["postgres://owner:secret@10.0.0.5/postgres", false],
  ["postgres://owner:secret@one.example,two.example/postgres", false],
  ["smtp://user:secret@mail.example.com:587", false],
])("%s: %s", (address, expected) => {
  expect(isOnThisMachine(address)).toBe(expected);
});
