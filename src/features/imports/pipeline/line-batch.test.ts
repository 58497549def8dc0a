import { expect, it } from "vitest";
import { LineBatch } from "./line-batch";

it("a batch holds its lines as UTF-8, however long, and begins anew when it was taken", () => {
  const batch = new LineBatch();
  expect(batch.take()).toHaveLength(0);
  const lines = ["a\tü\n", `${"€".repeat(200_000)}\n`, "🙂\n"];
  for (const line of lines) batch.write(line);
  expect(batch.isFull).toBe(true);
  const taken = batch.take();
  expect(batch.isFull).toBe(false);
  batch.write("next\n");
  expect(Buffer.from(taken).toString()).toBe(lines.join(""));
  expect(Buffer.from(batch.take()).toString()).toBe("next\n");
});
