"use client";

import { useEffect } from "react";
import { toast } from "sonner";
import { useFormAction } from "@/components/use-form-action";
import type { FormAction } from "@/libs/access/action";

/** The state and the action of one form; says in a toast that it worked. */
export function useAlertAction(action: FormAction) {
  const [state, run] = useFormAction(action);
  useEffect(() => {
    if (state.status === "done" && state.message) toast.success(state.message);
  }, [state]);
  return [state, run] as const;
}
