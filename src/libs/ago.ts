const steps = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How long ago something happened, for a sentence: "just now", "1 minute ago", "yesterday". */
export function agoInWords(seconds: number): string {
  const step = steps.find(([, size]) => seconds >= size);
  if (!step) return "just now";
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(
    -Math.round(seconds / step[1]),
    step[0],
  );
}
