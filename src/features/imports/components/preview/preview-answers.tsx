"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  startTransition,
  type ReactNode,
  use,
  useActionState,
  useEffect,
  useMemo,
  useState,
} from "react";
import { chooseImportOptions, confirmImport } from "@/features/imports/actions";
import type { ImportMode, RepeatPolicy } from "@/features/imports/schema";
import type { ActionState } from "@/libs/access/action";

export type Answers = { mode: ImportMode; repeatPolicy: RepeatPolicy };

type Shared = {
  /** The form that confirms; the answers belong to it wherever they stand, so that it always sends what is on the screen. */
  formId: string;
  importId: string;
  previewVersion: number;
  /** What is marked on the screen. */
  chosen: Answers;
  choose(part: Partial<Answers>): void;
  /** The preview is not that of the marked answers yet. */
  isComparing: boolean;
  confirm(form: FormData): void;
  isConfirming: boolean;
  refusal: string | null;
};

const idle: ActionState = { status: "idle" };
const PreviewContext = createContext<Shared | null>(null);

export function usePreviewAnswers(): Shared {
  const shared = use(PreviewContext);
  if (!shared) throw new Error("Only within PreviewAnswers.");
  return shared;
}

/**
 * Holds the answers of a preview together with its confirmation: an answer saves itself when it is chosen, and until
 * the preview that it leads to is there, nothing can be confirmed.
 */
export function PreviewAnswers({
  importId,
  previewVersion,
  inForce,
  isComparing,
  children,
}: {
  importId: string;
  previewVersion: number;
  /** What the preview was computed with, or is being computed with. */
  inForce: Answers;
  isComparing: boolean;
  children: ReactNode;
}) {
  const router = useRouter();
  /** What was chosen here and is not in force yet. */
  const [wish, setWish] = useState<Answers | null>(null);
  const [saved, save, isSaving] = useActionState(chooseImportOptions, idle);
  const [confirmed, confirm, isConfirming] = useActionState(confirmImport, idle);

  const [heard, setHeard] = useState({ saved, confirmed, refusal: null as string | null });
  if (heard.saved !== saved || heard.confirmed !== confirmed) {
    const latest = heard.saved === saved ? confirmed : saved;
    setHeard({ saved, confirmed, refusal: latest.status === "refused" ? (latest.message ?? null) : null });
    if (latest.status === "refused") setWish(null);
  }
  // Somebody else was quicker: what they made of it is what is to be decided now.
  useEffect(() => {
    if (heard.refusal) router.refresh();
  }, [heard, router]);

  const isMet = wish !== null && wish.mode === inForce.mode && wish.repeatPolicy === inForce.repeatPolicy;
  if (isMet) setWish(null);
  const open = isMet ? null : wish;

  useEffect(() => {
    if (!open || isSaving || isComparing) return;
    const form = new FormData();
    form.set("importId", importId);
    form.set("previewVersion", String(previewVersion));
    form.set("mode", open.mode);
    form.set("repeatPolicy", open.repeatPolicy);
    startTransition(() => save(form));
  }, [open, isSaving, isComparing, importId, previewVersion, save]);

  const chosen = open ?? inForce;
  const shared = useMemo<Shared>(
    () => ({
      formId: "decide-import",
      importId,
      previewVersion,
      chosen,
      choose: (part) => setWish({ ...chosen, ...part }),
      isComparing: isComparing || isSaving || open !== null,
      confirm,
      isConfirming,
      refusal: heard.refusal,
    }),
    [importId, previewVersion, chosen, isComparing, isSaving, open, confirm, isConfirming, heard.refusal],
  );
  return <PreviewContext value={shared}>{children}</PreviewContext>;
}
