import type { OurStep } from "./ours";
import type { RivalStep } from "./rivals";

export interface Run {
  ours?: OurStep[];
  sheetjs?: RivalStep[];
  library?: RivalStep[];
}

type Step = Record<string, unknown> & { name: string };

/** Each step with the median of its figures over the runs. */
export function medians(runs: Run[]): Run {
  const result: Record<string, Step[]> = {};
  for (const contender of Object.keys(runs[0] ?? {}) as (keyof Run)[]) {
    const lists = runs.map((run) => run[contender] as unknown as Step[]);
    result[contender] = lists[0]!.map((step, index) => {
      const figures = Object.keys(step).filter((key) => typeof step[key] === "number");
      const middle = figures.map((key) => [key, median(lists.map((list) => list[index]![key] as number))]);
      return { ...step, ...Object.fromEntries(middle) } as Step;
    });
  }
  return result;
}

/** How many times longer, and larger, a rival is for "file → committed rows" of the same file; above 1 we are better. */
export function ratios({ ours, sheetjs, library }: Run) {
  const against = (rival: RivalStep[] | undefined) =>
    rival?.flatMap((theirs) => {
      const own = ours?.find(({ name }) => name === theirs.name);
      if (!own) return [];
      const time = theirs.total_ms / (own.upload_to_preview_ms + own.confirm_to_committed_ms);
      return [{ name: theirs.name, time: round(time), memory: round(theirs.peak_rss_mb / own.peak_rss_mb) }];
    });
  return { sheetjs: against(sheetjs), library: against(library) };
}

/** The figures as text tables, for a person. */
export function printTables({ ours, sheetjs, library }: Run): void {
  for (const [title, steps] of Object.entries({ ours, sheetjs, library })) {
    if (!steps) continue;
    console.log(title);
    console.table(Object.fromEntries(steps.map(({ name, ...step }) => [name, flat(step)])));
  }
}

function flat(step: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(step).flatMap(([key, value]) =>
      typeof value === "object" && value !== null ? Object.entries(value) : [[key, value]],
    ),
  );
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
