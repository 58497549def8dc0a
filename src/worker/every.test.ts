import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { every } from "./every";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new Promise<void>(() => {});

it("runs again and again, also after a failure, and until it is stopped", async () => {
  const work = vi.fn(async () => {
    throw new Error("not now");
  });
  const { stop } = every(1_000, "work", work);
  await vi.advanceTimersByTimeAsync(2_500);
  expect(work).toHaveBeenCalledTimes(3);
  void stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).toHaveBeenCalledTimes(3);
});

it("doesn't wait for ever for a run that hangs", async () => {
  const work = vi.fn(() => never);
  const { stop } = every(1_000, "work", work);
  await vi.advanceTimersByTimeAsync(59_000);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(work).toHaveBeenCalledTimes(2);
  void stop();
});

it("waits for a run that may rightly take long, and runs it once at a time", async () => {
  const work = vi.fn(() => never);
  const { now, stop } = every(1_000, "mail", work, Infinity);
  await vi.advanceTimersByTimeAsync(600_000);
  now();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(work).toHaveBeenCalledTimes(1);
  void stop();
});

it("runs at once when it is asked to, and then again after the pause", async () => {
  const work = vi.fn(async () => {});
  const { now, stop } = every(1_000, "work", work);
  await vi.advanceTimersByTimeAsync(900);
  now();
  expect(work).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(900);
  expect(work).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(100);
  expect(work).toHaveBeenCalledTimes(3);
  void stop();
  now();
  expect(work).toHaveBeenCalledTimes(3);
});

it("asked while it runs, runs once more right after, however often it was asked", async () => {
  const runs: PromiseWithResolvers<void>[] = [];
  const { now, stop } = every(60_000, "work", () => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  });
  for (let times = 0; times < 3; times += 1) now();
  expect(runs).toHaveLength(1);
  runs[0]!.resolve();
  await vi.advanceTimersByTimeAsync(1);
  expect(runs).toHaveLength(2);
  runs[1]!.resolve();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(runs).toHaveLength(2);
  void stop();
});
