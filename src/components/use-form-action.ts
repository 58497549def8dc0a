"use client";

import { unstable_rethrow } from "next/navigation";
import { useActionState } from "react";
import type { ActionState, FormAction } from "@/libs/access/action";
import { typedValues } from "@/libs/access/typed-values";

/** What became of a form, and how to send it. */
export type FormActionState = ActionState & {
  /** The server did not get it, or did not answer. */
  unsent?: boolean;
};

/**
 * The state and the action of one `ActionForm`. A form that could not be sent says so and keeps its text; an error of
 * the server goes on to the error page.
 */
export function useFormAction(action: FormAction) {
  const send = async (previous: FormActionState, form: FormData): Promise<FormActionState> => {
    try {
      return await action(previous, form);
    } catch (error) {
      unstable_rethrow(error);
      const unsent = (message: string): FormActionState => ({
        status: "refused",
        message,
        values: typedValues(form),
        unsent: true,
      });
      if (!navigator.onLine) return unsent("You are offline; nothing was sent. Your text is kept.");
      // What `fetch` throws when it gets no answer; what the server threw is no TypeError.
      if (error instanceof TypeError)
        return unsent(
          "The server did not answer. Your text is kept; look whether it arrived before you send it again.",
        );
      if (error instanceof Error && error.name === "UnrecognizedActionError")
        return unsent("AESTrak was updated since this page was opened. Your text is kept: reload the page.");
      throw error;
    }
  };
  // The server draws the action itself: only then can a form be sent before its scripts are there, or without them.
  return useActionState<FormActionState, FormData>(typeof window === "undefined" ? action : send, {
    status: "idle",
  });
}
