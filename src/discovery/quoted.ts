/** What may stand in a quoted text as it is. Everything else could be another sign than it looks like, or none. */
const PLAIN = /[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u;

/** A text in double quotes, with every other character by its number. */
export function quoted(text: string, byNumber: (code: number) => string): string {
  const signs = [...text].map((sign) => {
    if (sign === '"' || sign === "\\") return `\\${sign}`;
    if (sign === "\n") return "\\n";
    if (sign === "\r") return "\\r";
    if (sign === "\t") return "\\t";
    return PLAIN.test(sign) ? sign : byNumber(sign.codePointAt(0) ?? 0);
  });
  return `"${signs.join("")}"`;
}

/** The same text where Terraform looks for expressions in it: there is none. */
export function withoutExpressions(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
