import type { Command } from "commander";

/** The table of a command's options, as its own definitions say them. */
function tableOf(command: Command): string {
  const rows = command.options
    .filter(({ long }) => long !== "--json")
    .map(({ flags, description, argChoices, mandatory }) => {
      const choices = argChoices ? `: \`${argChoices.join("`, `")}\`` : "";
      return `| \`${flags}\` | ${description}${choices}${mandatory ? " (required)" : ""} |`;
    });
  return ["| option | means |", "| --- | --- |", ...rows].join("\n");
}

const marked = /(<!-- options of ([a-z -]+?) -->\n)([\s\S]*?)(\n<!-- end -->)/g;
/** A table as it is however its columns are aligned. */
const unaligned = (table: string) => table.trim().replace(/ +/g, " ").replace(/-+/g, "-");

/** @returns the document with each marked table as it should be, and the names of those that were not */
export function withTables(markdown: string, program: Command): { text: string; faults: string[] } {
  const faults: string[] = [];
  const seen = new Set<string>();
  const text = markdown.replace(marked, (_all, begin: string, name: string, table: string, end: string) => {
    const command = name
      .split(" ")
      .reduce<Command | undefined>((at, word) => at?.commands.find((one) => one.name() === word), program);
    seen.add(name);
    if (!command) {
      faults.push(`there is no command ${name}`);
      return begin + table + end;
    }
    const right = tableOf(command);
    if (unaligned(table) !== unaligned(right)) faults.push(`the options of ${name} are others`);
    return `${begin}\n${right}\n${end}`;
  });
  for (const name of namesOf(program)) if (!seen.has(name)) faults.push(`the command ${name} is missing`);
  return { text, faults };
}

/** Every command that does something, with its group: "org create". */
function namesOf(command: Command, group: string[] = []): string[] {
  return command.commands.flatMap((one) => {
    const path = [...group, one.name()];
    return one.commands.length > 0 ? namesOf(one, path) : [path.join(" ")];
  });
}
