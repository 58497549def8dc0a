/** Prints one JSON object on stdout, or the same in lines for people. */
export type Print = (json: object, lines: string[]) => void;

export const printer =
  (asJson: boolean | undefined): Print =>
  (json, lines) => {
    hideProgress();
    console.log(asJson ? JSON.stringify(json) : lines.join("\n"));
  };

let shown = "";

/** Shows how far the command is: one line on stderr, written anew each time, and only where a person watches. */
export function showProgress(text: string): void {
  if (!process.stderr.isTTY) return;
  const line = text.slice(0, Math.max(0, (process.stderr.columns || 80) - 1));
  if (line === shown) return;
  process.stderr.write(`\r\u001B[2K${line}`);
  shown = line;
}

/** Takes that line away, so that what follows stands alone. */
function hideProgress(): void {
  if (shown) process.stderr.write("\r\u001B[2K");
  shown = "";
}

/** Says a sentence on stderr: what went wrong, or what a person should know meanwhile. */
export function complain(sentence: string): void {
  hideProgress();
  console.error(sentence);
}
