"use client";

import { useEffect, useState } from "react";
import { type ImportState, importStateSchema, isUnderway } from "@/features/imports/schema";
import { paths } from "@/libs/paths";

const quickest = 250;
const steady = 1_000;
const slowest = 8_000;

/**
 * Follows an import until the worker is done with it: asks soon, because most files are read in a moment, then every
 * second while it moves, less and less often while it stands still or the server is not reached, not at all in a hidden
 * tab.
 * @returns the state last heard (null before the first answer), and whether the last question went unanswered
 */
export function useImportState(importId: string, initial: ImportState | null) {
  const [state, setState] = useState(initial);
  const [unreachable, setUnreachable] = useState(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let heard = JSON.stringify(initial);
    let wait = quickest;
    const stopped = new AbortController();

    async function ask() {
      clearTimeout(timer);
      try {
        const response = await fetch(paths.importApi.state(importId), { signal: stopped.signal });
        if (!response.ok) throw new Error(String(response.status));
        const next = importStateSchema.parse(await response.json());
        const text = JSON.stringify(next);
        wait = text === heard ? Math.min(slowest, wait * 1.25) : Math.min(steady, wait * 2);
        heard = text;
        setState(next);
        setUnreachable(false);
        if (!isUnderway(next.status)) return;
      } catch {
        if (stopped.signal.aborted) return;
        wait = Math.min(slowest, wait * 2);
        setUnreachable(true);
      }
      if (document.visibilityState === "visible") timer = setTimeout(() => void ask(), wait);
    }

    const onVisible = () => {
      if (document.visibilityState !== "visible") return;
      wait = quickest;
      void ask();
    };
    document.addEventListener("visibilitychange", onVisible);
    timer = setTimeout(() => void ask(), initial ? quickest : 0);
    return () => {
      stopped.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
    // The first state is where following begins; later ones come from the server by asking.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [importId]);

  return { state, unreachable };
}
