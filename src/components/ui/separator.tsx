import { cn } from "@/libs/class-names";

export function Separator({ className }: { className?: string }) {
  return <hr className={cn("border-t", className)} />;
}
