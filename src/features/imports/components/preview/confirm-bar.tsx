"use client";

import type { ReactNode } from "react";
import { CancelImport } from "@/features/imports/components/preview/cancel-import";
import { usePreviewAnswers } from "@/features/imports/components/preview/preview-answers";
import { FollowImport } from "@/features/imports/components/progress/follow-import";
import type { ImportState } from "@/features/imports/schema";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";

type ConfirmBarProps = {
  fileName: string;
  /** The movement of money and the counts behind it, in one line. */
  delta: ReactNode;
  /** What confirming does, in a sentence. */
  effect: string;
  /** Why it can't be confirmed yet. */
  obstacle: string | null;
  /** The answers that are not asked for on this page: they stay as they are. */
  unasked: readonly ("mode" | "repeatPolicy")[];
  state: ImportState;
};

/** The decision, in reach wherever the page is scrolled to: what would change, confirm, cancel. */
export function ConfirmBar({ fileName, delta, effect, obstacle, unasked, state }: ConfirmBarProps) {
  const { formId, importId, previewVersion, chosen, isComparing, confirm, isConfirming, refusal } =
    usePreviewAnswers();
  const sentence = isConfirming
    ? "Confirmed. It is being applied."
    : isComparing
      ? "Comparing again with your answer; it can be confirmed in a moment. Nothing has been changed yet."
      : (obstacle ?? effect);
  return (
    <section
      aria-labelledby="confirm-title"
      data-sticky-bar
      className="sticky bottom-2 z-20 grid gap-2 rounded-lg border border-brand/50 bg-card px-4 py-3 shadow-lg sm:px-5"
    >
      {state.status === "awaiting_confirmation" ? null : <FollowImport importId={importId} initial={state} />}
      <FormMessage tone="error">{refusal}</FormMessage>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id="confirm-title" className="font-semibold">
            {delta}
          </h2>
          <p
            id="confirm-effect"
            role="status"
            className={
              obstacle && !isComparing
                ? "text-[0.8125rem] text-destructive-text"
                : "text-[0.8125rem] text-muted-foreground"
            }
          >
            {sentence}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {isConfirming ? null : <CancelImport importId={importId} fileName={fileName} />}
          {/* The answers are part of it: React would set them back to what the page came with. */}
          <form id={formId} action={confirm} onReset={(event) => event.preventDefault()}>
            <input type="hidden" name="importId" value={importId} />
            <input type="hidden" name="previewVersion" value={previewVersion} />
            {unasked.map((name) => (
              <input key={name} type="hidden" name={name} value={chosen[name]} />
            ))}
            <SubmitButton
              disabled={obstacle !== null || isComparing}
              aria-describedby="confirm-effect"
              pendingText="Confirming"
            >
              Confirm and apply
            </SubmitButton>
          </form>
        </div>
      </div>
    </section>
  );
}
