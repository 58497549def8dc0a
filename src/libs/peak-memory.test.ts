import { expect, it } from "vitest";
import { PeakMemory } from "./peak-memory";

it("the peak of memory is remembered after the memory was given back", () => {
  const memory = new PeakMemory();
  const before = memory.mebibytes;
  // Outside the heap, and touched, so that it is resident at once and gone at once.
  const block = new ArrayBuffer(300 * 1024 ** 2);
  new Uint8Array(block).fill(1);
  const held = memory.mebibytes;
  block.transfer(0);
  memory.stop();
  expect(held).toBeGreaterThanOrEqual(before + 250);
  expect(memory.mebibytes).toBeGreaterThanOrEqual(held);
});
