"use client";

import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const copyWords = { idle: "Copy", copied: "Copied", selected: "Press Ctrl+C" } as const;

/** A new token, which nobody can show again. */
export function NewTokenNotice({ token }: { token: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [copy, setCopy] = useState<keyof typeof copyWords>("idle");
  const onCopy = async () => {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(token);
      setCopy("copied");
    } catch {
      // Browsers give the clipboard only to pages that came over HTTPS or from this machine; the text is selected.
      setCopy("selected");
    }
  };
  return (
    <Alert tone="success" role="status" title="The token is made. Copy it now: it is shown this once.">
      <div className="grid max-w-2xl gap-2 pt-1 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end">
        <Field label="New API token">
          <Input ref={input} readOnly value={token} className="font-mono" spellCheck={false} />
        </Field>
        <Button type="button" variant="outline" onClick={() => void onCopy()}>
          {copy === "copied" ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span aria-live="polite">{copyWords[copy]}</span>
        </Button>
      </div>
    </Alert>
  );
}
