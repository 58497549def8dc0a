import postgres from "postgres";

interface ColumnRow {
  table: string;
  table_comment: string | null;
  column: string;
  type: string;
  nullable: boolean;
  generated: boolean;
  fallback: string | null;
  comment: string | null;
}

/** The data dictionary as Markdown, from the database's own comments. */
export async function dataDictionary(url: string): Promise<string> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const columns = await sql<ColumnRow[]>`
      select c.relname as table, obj_description(c.oid) as table_comment, a.attname as column,
        format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable, a.attgenerated <> '' as generated,
        pg_get_expr(d.adbin, d.adrelid) as fallback, col_description(c.oid, a.attnum) as comment
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      order by c.relname, a.attnum`;
    const enums = await sql<{ name: string; values: string[]; comment: string | null }[]>`
      select t.typname as name, array_agg(e.enumlabel::text order by e.enumsortorder) as values, obj_description(t.oid) as comment
      from pg_type t join pg_enum e on e.enumtypid = t.oid
      where t.typnamespace = 'public'::regnamespace group by t.oid, t.typname order by t.typname`;
    const functions = await sql<{ name: string; arguments: string; comment: string | null }[]>`
      select p.proname as name, pg_get_function_arguments(p.oid) as arguments, obj_description(p.oid) as comment
      from pg_proc p where p.pronamespace = 'public'::regnamespace order by p.proname`;
    return render(columns, enums, functions);
  } finally {
    await sql.end();
  }
}

function render(
  columns: ColumnRow[],
  enums: { name: string; values: string[]; comment: string | null }[],
  functions: { name: string; arguments: string; comment: string | null }[],
): string {
  const cell = (text: string | null) => (text ?? "").replaceAll("|", "\\|").replaceAll("\n", " ");
  const lines = [
    "# Data dictionary",
    "",
    "Generated from the database's own comments by `npm run generate`. Not edited by hand.",
  ];
  for (const [table, rows] of Object.entries(Object.groupBy(columns, (row) => row.table))) {
    lines.push(
      "",
      `## ${table}`,
      "",
      rows?.[0]?.table_comment ?? "",
      "",
      "| column | type | | meaning |",
      "| --- | --- | --- | --- |",
    );
    for (const row of rows ?? []) {
      const notes = [row.nullable ? "may be null" : "", row.generated ? "generated" : ""]
        .filter(Boolean)
        .join(", ");
      lines.push(`| \`${row.column}\` | ${cell(row.type)} | ${notes} | ${cell(row.comment)} |`);
    }
  }
  lines.push("", "## Enumerations", "");
  for (const { name, values, comment } of enums)
    lines.push(`- \`${name}\`: ${values.join(", ")}${comment ? `. ${cell(comment)}` : ""}`);
  lines.push("", "## Functions of the API", "");
  for (const f of functions)
    lines.push(`- \`${f.name}(${f.arguments})\`${f.comment ? `: ${cell(f.comment)}` : ""}`);
  return `${lines.join("\n")}\n`;
}
