import { Alert } from "@/components/ui/alert";

/** The outcome of a form's action, read out when it appears; renders nothing without a message. */
export function FormMessage({ tone, children }: { tone: "success" | "error"; children?: string | null }) {
  if (!children) return null;
  return (
    <Alert tone={tone} role={tone === "error" ? "alert" : "status"}>
      {children}
    </Alert>
  );
}
