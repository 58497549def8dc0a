import { cn } from "@/libs/class-names";

/** The mark (bars that approach their limit) and the name. */
export function Logo({ className }: { className?: string }) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-2 text-[0.9375rem] font-semibold tracking-tight",
        className,
      )}
    >
      <svg aria-hidden viewBox="0 0 32 32" className="size-6" focusable="false">
        <rect width="32" height="32" rx="8" className="fill-primary" />
        <rect x="6" y="8.5" width="17" height="4" rx="1.5" fill="#fff" />
        <rect x="6" y="14" width="11" height="4" rx="1.5" fill="#fff" fillOpacity=".75" />
        <rect x="6" y="19.5" width="14" height="4" rx="1.5" fill="#fff" fillOpacity=".75" />
        <rect x="24.5" y="6" width="2" height="20" rx="1" fill="#fbbf24" />
      </svg>
      AESTrak
    </span>
  );
}
