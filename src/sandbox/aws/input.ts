import { AwsError, invalidParameter, unsupported } from "./errors.js";

/** What a text parameter has to be. */
export interface TextRule {
  /** Characters. Default: 1. */
  readonly min?: number;
  readonly max: number;
  /** Has to match the whole text. Default: any characters. */
  readonly pattern?: RegExp;
}

/** `[\w+=,.@-]`: the characters of every name in IAM. */
export function nameRule(max: number, min = 1): TextRule {
  return { min, max, pattern: /^[\w+=,.@-]+$/ };
}

/** The parameters of one call in the Query API's flat form (`Tags.member.1.Key=…`), read with AWS's own checks. */
export class Input {
  readonly #fields: ReadonlyMap<string, string>;

  constructor(body: string) {
    this.#fields = new Map(new URLSearchParams(body));
  }

  /** Everything that was sent, for the call log. */
  entries(): IterableIterator<[string, string]> {
    return this.#fields.entries();
  }

  has(name: string): boolean {
    for (const field of this.#fields.keys()) if (rootOf(field) === name) return true;
    return false;
  }

  /** @throws AwsError SandboxUnsupported for a parameter that the action does not take here. */
  allowOnly(action: string, taken: readonly string[]): void {
    for (const field of this.#fields.keys()) {
      const name = rootOf(field);
      if (name !== "Action" && name !== "Version" && !taken.includes(name)) {
        throw unsupported(`it does not know the parameter ${name} of ${action}.`);
      }
    }
  }

  text(name: string, rule: TextRule): string {
    const value = this.optionalText(name, rule);
    if (value === undefined) throw invalidParameter(name, null, "not be null");
    return value;
  }

  optionalText(name: string, { min = 1, max, pattern }: TextRule): string | undefined {
    const value = this.#fields.get(name);
    if (value === undefined) return undefined;
    if (value.length < min)
      throw invalidParameter(name, value, `have length greater than or equal to ${min}`);
    if (value.length > max) throw invalidParameter(name, value, `have length less than or equal to ${max}`);
    if (pattern && !pattern.test(value)) {
      throw invalidParameter(
        name,
        value,
        `satisfy regular expression pattern: ${pattern.source.replace(/^\^|\$$/g, "")}`,
      );
    }
    return value;
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.#fields.get(name);
    if (value === undefined) return undefined;
    const choice = choices.find((known) => known === value);
    if (choice === undefined)
      throw invalidParameter(name, value, `satisfy enum value set: [${choices.join(", ")}]`);
    return choice;
  }

  integer(name: string, { min, max }: { readonly min: number; readonly max: number }): number | undefined {
    const value = this.#fields.get(name);
    if (value === undefined) return undefined;
    if (!/^-?\d{1,9}$/.test(value)) throw new AwsError("ValidationError", `${name} should be an integer`);
    const number = Number(value);
    if (number < min) throw invalidParameter(name, value, `have value greater than or equal to ${min}`);
    if (number > max) throw invalidParameter(name, value, `have value less than or equal to ${max}`);
    return number;
  }

  flag(name: string): boolean | undefined {
    const value = this.#fields.get(name);
    if (value === undefined) return undefined;
    if (value !== "true" && value !== "false") {
      throw new AwsError("ValidationError", `${name} should be true or false`);
    }
    return value === "true";
  }

  /** `Name.member.1`, `Name.member.2`, …; undefined if the list was not sent at all. */
  texts(name: string): readonly string[] | undefined {
    if (!this.has(name)) return undefined;
    const found: string[] = [];
    for (let at = 1; ; at += 1) {
      const value = this.#fields.get(`${name}.member.${at}`);
      if (value === undefined) return found;
      found.push(value);
    }
  }

  /** `Name.member.1.Field`, …, one map of fields for each member; undefined if the list was not sent at all. */
  members(name: string): readonly ReadonlyMap<string, string>[] | undefined {
    if (!this.has(name)) return undefined;
    const found: Map<string, string>[] = [];
    for (let at = 1; ; at += 1) {
      const prefix = `${name}.member.${at}.`;
      const member = [...this.#fields].filter(([field]) => field.startsWith(prefix));
      if (member.length === 0) return found;
      found.push(new Map(member.map(([field, value]) => [field.slice(prefix.length), value])));
    }
  }
}

function rootOf(field: string): string {
  return field.split(".", 1)[0] ?? field;
}
