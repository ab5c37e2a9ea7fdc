import { isRecord } from "../../domain/is-record.js";

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** What every text that is JSON shares: two spellings of one value are equal, whatever the order of their names. */
export const jsonInText = {
  flaw: (text: string) => (parsed(text) ? undefined : "should be JSON, which it is not"),
  canonical(text: string): string {
    const json = parsed(text);
    return json ? JSON.stringify(json.value, sorted) : text;
  },
} as const;

/** What every write-only text shares that is a JSON object of texts. What is wrong with it is told without it. */
export const jsonOfTexts = {
  flaw(text: string): string | undefined {
    const value = parsed(text)?.value;
    return isRecord(value) && Object.values(value).every((one) => typeof one === "string")
      ? undefined
      : "should be a JSON object of texts, which it is not";
  },
} as const;

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
