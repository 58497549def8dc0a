"use client";

import { CircleAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { shortageSentence } from "@/libs/shortages";

type ErrorStateProps = {
  title?: string;
  children?: ReactNode;
  /** What was caught; only the code under which the server logged it (Next's `digest`) is shown. */
  error?: unknown;
  onRetry: () => void;
};

/** Stands where a page or part of it would, when loading it failed. */
export function ErrorState({
  title = "This could not be loaded",
  children,
  error,
  onRetry,
}: ErrorStateProps) {
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 py-12 text-center">
      <span className="grid size-10 place-items-center rounded-lg bg-level-over-budget-surface text-level-over-budget-text">
        <CircleAlert aria-hidden className="size-5" />
      </span>
      <div className="max-w-md space-y-1">
        <p className="text-[0.9375rem] font-semibold">{title}</p>
        <div className="text-pretty text-muted-foreground">
          {shortageSentence(error) ??
            children ??
            "Try again. If it keeps failing, tell whoever runs AESTrak for you."}
        </div>
        {reference ? (
          <p className="text-xs text-muted-foreground">
            Reference <code className="font-mono">{reference}</code>
          </p>
        ) : null}
      </div>
      <Button variant="outline" onClick={onRetry}>
        <RotateCw aria-hidden />
        Try again
      </Button>
    </div>
  );
}
