import type { Worker } from "node:worker_threads";
import type { ReaderMessage } from "./reader-messages";

/** The thread's messages in order, ending with its last; rejects when it dies. */
export async function* messagesOf(thread: Worker): AsyncGenerator<ReaderMessage> {
  const queue: ReaderMessage[] = [];
  let failure: Error | undefined;
  let wakeUp: (() => void) | undefined;
  const notify = () => {
    wakeUp?.();
    wakeUp = undefined;
  };
  thread.on("message", (message: ReaderMessage) => {
    queue.push(message);
    notify();
  });
  thread.on("error", (error) => {
    failure = error as Error;
    notify();
  });
  thread.on("exit", (code) => {
    failure ??= new Error(`The reader thread ended (${code}).`);
    notify();
  });
  for (;;) {
    const message = queue.shift();
    if (message) {
      yield message;
      if (message.is === "end" || message.is === "open" || message.is === "failed") return;
      continue;
    }
    if (failure) throw failure;
    await new Promise<void>((done) => (wakeUp = done));
  }
}
