const special = /[\\\t\n\r]/;
const allSpecial = /[\\\t\n\r]/g;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** A value in PostgreSQL's COPY text format. Null becomes \N. It must not contain NUL, which PostgreSQL cannot store. */
export function encodeCopyValue(value: string | null | undefined): string {
  if (value === null || value === undefined) return "\\N";
  return special.test(value) ? value.replace(allSpecial, (found) => escapes[found] as string) : value;
}

/** One line of COPY text, with its line feed. */
export function encodeCopyRow(values: readonly (string | null)[]): string {
  let line = "";
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) line += "\t";
    line += encodeCopyValue(values[index]);
  }
  return `${line}\n`;
}
