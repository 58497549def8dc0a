/** Something that a document names as code: between backticks, or a line of a shell example. */
export interface Span {
  text: string;
  line: number;
  isShell: boolean;
}

const shells = new Set(["sh", "bash", "shell"]);

/** What a Markdown document names as code. Examples in other languages are left out: they are tried where they belong. */
export function spansOf(markdown: string): Span[] {
  const spans: Span[] = [];
  let fence: string | null = null;
  for (const [index, content] of markdown.split("\n").entries()) {
    const line = index + 1;
    const [, opened] = /^\s*```(\w*)/.exec(content) ?? [];
    if (opened !== undefined) {
      fence = fence === null ? opened : null;
    } else if (fence === null) {
      for (const [, text] of content.matchAll(/`([^`]+)`/g))
        spans.push({ text: text!, line, isShell: false });
    } else if (shells.has(fence)) {
      const text = content.replace(/\s+#.*$/, "").trim();
      if (text) spans.push({ text, line, isShell: true });
    }
  }
  return spans;
}

/** Where the links of a document lead, apart from other sites. */
export function linksOf(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!.replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target));
}
