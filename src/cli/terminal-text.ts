/**
 * Characters that a terminal takes for a command, or that let a text look like another one: controls (of which a line
 * break and a tab are none), marks of writing direction, what has no width, and separators of lines.
 */
export const UNSEEN =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
/** What our own colours and weights are made of, and nothing that hides. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what begins a colour
const OWN_STYLE = /(\u001b\[(?:0|1|2|22|3[0-9]|9[0-7])m)/;

/** Text as it may be written to a terminal, with whatever came from outside in it. */
export function terminalText(text: string, styled: boolean): string {
  if (!styled) return escaped(text);
  // With a group in it, the parts between are the even ones.
  return text
    .split(OWN_STYLE)
    .map((part, index) => (index % 2 === 0 ? escaped(part) : part))
    .join("");
}

/** JSON as it may be written to a terminal: the same data, and nothing of it unseen. */
export function terminalJson(json: string): string {
  return json.replace(UNSEEN, (sign) =>
    Array.from({ length: sign.length }, (_, at) => unit(sign.charCodeAt(at))).join(""),
  );
}

function escaped(text: string): string {
  return text.replace(UNSEEN, (sign) => {
    if (sign === "\n" || sign === "\t") return sign;
    return `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
