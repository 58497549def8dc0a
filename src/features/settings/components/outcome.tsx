import { FormMessage } from "@/components/ui/form-message";
import type { ActionState } from "@/libs/access/action";

/** What became of a form that stays on its page. */
export function Outcome({ state }: { state: ActionState }) {
  return <FormMessage tone={state.status === "done" ? "success" : "error"}>{state.message}</FormMessage>;
}
