"use client";

import { useActionState, useEffect } from "react";
import { toast } from "sonner";
import type { ActionState, FormAction } from "@/libs/access/action";

const idle: ActionState = { status: "idle" };

/** The state and the action of one form; says in a toast that it worked. */
export function useAlertAction(action: FormAction) {
  const [state, run] = useActionState(action, idle);
  useEffect(() => {
    if (state.status === "done" && state.message) toast.success(state.message);
  }, [state]);
  return [state, run] as const;
}
