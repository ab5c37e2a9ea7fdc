/** How wide a terminal is that says so; less is treated as this. */
const NARROWEST = 20;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what begins a colour
const STYLE = /\u001b\[\d+m/g;

/** What is asked how wide it is. */
export interface Wide {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Columns of whom a text is written to; undefined where it may be as wide as it is: in a file, or in a pipe. */
export function widthOf(stream: Wide, env: NodeJS.ProcessEnv): number | undefined {
  const told = stream.isTTY === true && stream.columns ? stream.columns : Number(env.COLUMNS || Number.NaN);
  return Number.isInteger(told) && told > 0 ? Math.max(NARROWEST, told) : undefined;
}

/** As many columns as a text takes. */
export function columnsOf(text: string): number {
  return [...text.replace(STYLE, "")].length;
}

/** Breaks lines that are too long between words. What begins with a space is to be copied, and stays whole. */
export function fitted(lines: readonly string[], width: number | undefined): string[] {
  if (width === undefined) return [...lines];
  return lines.flatMap((line) => line.split("\n")).flatMap((line) => broken(line, width));
}

function broken(line: string, width: number): string[] {
  if (line.startsWith(" ") || columnsOf(line) <= width) return [line];
  const made: string[] = [];
  let begun = "";
  for (const [word] of line.matchAll(/\s*\S+/g)) {
    if (begun !== "" && columnsOf(begun + word) > width) {
      made.push(begun);
      begun = `  ${word.trimStart()}`;
    } else begun += word;
  }
  return [...made, begun];
}
