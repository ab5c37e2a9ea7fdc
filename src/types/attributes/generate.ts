import { CLASSES, SYMBOLS, shapeOf, type TextShape } from "../../domain/generated-text.js";
import { attr, ruleOn } from "../../vocabulary/index.js";
import { keptTexts } from "./elements.js";
import { notEmpty } from "./texts.js";

/** What an author may say of a value that the provider generates, before defaults are filled in. */
export interface Generate {
  readonly length?: number | null | undefined;
  readonly lower?: boolean | null | undefined;
  readonly upper?: boolean | null | undefined;
  readonly digits?: boolean | null | undefined;
  readonly symbols?: boolean | null | undefined;
  readonly alphabet?: string | null | undefined;
  readonly field?: string | null | undefined;
  readonly beside?: Readonly<Record<string, string>> | null | undefined;
}

const DEFAULT_LENGTH = 32;

const ofClass = (characters: string) =>
  attr.defaulted.bool({
    doc: `Whether ${characters} are among the characters; where they are, there is at least one of them. Default: \`true\`.`,
    default: true,
  });

const fields = {
  length: attr.defaulted.int({
    doc: `How many characters it has, 4 to 1024. Default: ${DEFAULT_LENGTH}.`,
    default: DEFAULT_LENGTH,
    min: 4,
    max: 1024,
  }),
  lower: ofClass("the letters `a` to `z`"),
  upper: ofClass("the letters `A` to `Z`"),
  digits: ofClass("the digits"),
  symbols: ofClass(`the symbols \`${SYMBOLS}\``),
  alphabet: attr.optional.string({
    doc: "The characters themselves, in the place of the four classes: printable ones of ASCII, at least two, none twice. Of each class that is among them there is at least one. Default: as the classes say.",
    flaw: alphabetFlaw,
  }),
  field: attr.optional.string({
    doc: "Name of the field that is generated, of a secret in the format `json` or `key-value`. Default: none, and the whole value is generated.",
    ...notEmpty,
  }),
  beside: attr.optional.map("string", {
    doc: "Other fields of that value, which are no secrets: they are stored. A change of them is said with the next new value. Default: none.",
    each: keptTexts,
  }),
};

/** The characters of a generated value, as its author describes them. */
export function shapeFor({ length, lower, upper, digits, symbols, alphabet }: Generate): TextShape {
  const chosen = { lower, upper, digits, symbols };
  const names = ["lower", "upper", "digits", "symbols"] as const;
  const classes = names.filter((name) => chosen[name] ?? true).map((name) => CLASSES[name]);
  return shapeOf(length ?? DEFAULT_LENGTH, alphabet ?? classes.join(""));
}

/** As it is filled in where its author says nothing. */
const unsaid = {
  ...{ length: DEFAULT_LENGTH, lower: true, upper: true, digits: true, symbols: true },
  ...{ alphabet: null, field: null, beside: null },
};

const rule = ruleOn(fields);
const all = ["length", "lower", "upper", "digits", "symbols", "alphabet"] as const;

/** A value that the provider generates. */
export const generate = attr.optional.object(fields, {
  doc: "Has the provider generate the value, in the place of `value_wo` or `password_wo`: it goes to the gateway, and to no state, plan or log, and nothing shows it. Another one is generated when `value_wo_version` is raised, and then alone. Of a `password` it is the password. Default: the value is given.",
  examples: [
    { ...unsaid, length: 20 },
    { ...unsaid, length: 24, symbols: false },
  ],
  rules: [
    rule({
      code: "VALUE_NOT_ALLOWED",
      needs: all,
      at: "length",
      advice: "Allow at least one class of characters, and at least as many characters as there are classes.",
      broken(values) {
        const { length, classes } = shapeFor(values as Generate);
        if (classes.length === 0) return "none of lower, upper, digits and symbols is allowed";
        return length < classes.length
          ? `length is ${length}, and there is to be one of each of ${classes.length} classes`
          : undefined;
      },
    }),
    rule({
      code: "VALUE_NOT_ALLOWED",
      needs: ["field", "beside"],
      at: "beside",
      advice: "Name the generated field by field, and leave it out of beside.",
      broken({ field, beside }) {
        if ((beside ?? null) === null) return undefined;
        if ((field ?? null) === null) return "beside is set, field is not";
        return Object.hasOwn(beside ?? {}, field ?? "")
          ? `beside has ${JSON.stringify(field)}, too`
          : undefined;
      },
    }),
  ],
});

function alphabetFlaw(alphabet: string): string | undefined {
  if (!/^[\x21-\x7e]*$/.test(alphabet))
    return "should have printable characters of ASCII alone, and no space";
  const characters = new Set(alphabet);
  if (characters.size < 2) return "should have at least two characters";
  return characters.size < alphabet.length ? "should have no character twice" : undefined;
}
