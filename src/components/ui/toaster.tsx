"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** Where toasts appear; rendered once, in the root layout. Raise one with `toast` from "sonner". */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      closeButton
      toastOptions={{
        classNames: {
          toast: "!rounded-lg !border !border-border !bg-popover !text-foreground !font-sans !shadow-lg",
          description: "!text-muted-foreground",
        },
      }}
    />
  );
}
