"use client";

import { useCallback, useEffect, useReducer, useRef } from "react";
import { checksumOf, sendFile, UploadFailure } from "@/features/imports/lib/send-file";
import { uploadRefusal } from "@/features/imports/lib/upload-check";

export type Upload = {
  id: number;
  file: File;
  state: "waiting" | "checking" | "sending" | "done" | "failed" | "canceled";
  /** Bytes that have left the browser. */
  sent: number;
  /** Once done. */
  importId?: string;
  /** Once failed: a sentence. */
  message?: string;
};

type Change = { add: Upload[] } | { id: number; set: Partial<Upload> } | { remove: number };

function reduce(uploads: readonly Upload[], change: Change): readonly Upload[] {
  if ("add" in change) return [...uploads, ...change.add];
  if ("remove" in change) return uploads.filter(({ id }) => id !== change.remove);
  return uploads.map((upload) => (upload.id === change.id ? { ...upload, ...change.set } : upload));
}

export const isUnfinished = ({ state }: Upload): boolean =>
  state === "waiting" || state === "checking" || state === "sending";

/** Sends chosen files one after the other, each with its progress, so that two large ones don't slow each other down. */
export function useUploads() {
  const [uploads, dispatch] = useReducer(reduce, []);
  const lastId = useRef(0);
  const queue = useRef(Promise.resolve());
  const aborts = useRef(new Map<number, AbortController>());

  const start = useCallback((id: number, file: File) => {
    const abort = new AbortController();
    aborts.current.set(id, abort);
    const set = (change: Partial<Upload>) => dispatch({ id, set: change });
    queue.current = queue.current.then(async () => {
      try {
        abort.signal.throwIfAborted();
        set({ state: "checking" });
        const checksum = await checksumOf(file);
        abort.signal.throwIfAborted();
        set({ state: "sending", sent: 0 });
        const importId = await sendFile(file, checksum, {
          signal: abort.signal,
          onProgress: (sent) => set({ sent }),
        });
        set({ state: "done", sent: file.size, importId });
      } catch (error) {
        if (abort.signal.aborted) set({ state: "canceled" });
        else {
          const message =
            error instanceof UploadFailure ? error.message : "The file could not be sent. Try again.";
          set({ state: "failed", message });
        }
      }
    });
  }, []);

  const add = useCallback(
    (files: readonly File[]) => {
      const added = files.map((file): Upload => {
        lastId.current += 1;
        const message = uploadRefusal(file);
        return message
          ? { id: lastId.current, file, state: "failed", sent: 0, message }
          : { id: lastId.current, file, state: "waiting", sent: 0 };
      });
      dispatch({ add: added });
      for (const { id, file, state } of added) if (state === "waiting") start(id, file);
    },
    [start],
  );

  const cancel = useCallback((id: number) => {
    aborts.current.get(id)?.abort();
    dispatch({ id, set: { state: "canceled" } });
  }, []);

  const retry = useCallback(
    ({ id, file }: Upload) => {
      dispatch({ id, set: { state: "waiting", sent: 0, message: undefined } });
      start(id, file);
    },
    [start],
  );

  const remove = useCallback((id: number) => dispatch({ remove: id }), []);

  // Leaving the page would break off what is on its way.
  const unfinished = uploads.some(isUnfinished);
  useEffect(() => {
    if (!unfinished) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [unfinished]);

  return { uploads, add, cancel, retry, remove };
}
