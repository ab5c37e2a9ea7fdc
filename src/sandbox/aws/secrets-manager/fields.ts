import { isRecord } from "../../../domain/is-record.js";
import { AwsError, unsupported } from "../errors.js";
import type { TextRule } from "../input.js";

/** The members of one call in AWS JSON 1.1, read with Secrets Manager's own checks. */
export class Fields {
  readonly #members: Readonly<Record<string, unknown>>;

  /** @throws AwsError SerializationException for a body that is no JSON object. */
  constructor(body: string) {
    let parsed: unknown;
    try {
      parsed = body === "" ? {} : JSON.parse(body);
    } catch {
      parsed = undefined;
    }
    if (!isRecord(parsed)) throw serialization();
    this.#members = parsed;
  }

  /** Everything that was sent, for the call log: texts as they are, anything else as JSON. */
  entries(): readonly (readonly [string, string])[] {
    return Object.entries(this.#members).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
  }

  has(name: string): boolean {
    return (this.#members[name] ?? undefined) !== undefined;
  }

  /** @throws AwsError SandboxUnsupported for a member that the action does not take here. */
  allowOnly(action: string, taken: readonly string[]): void {
    for (const name of Object.keys(this.#members)) {
      if (!taken.includes(name)) throw unsupported(`it does not know the parameter ${name} of ${action}.`);
    }
  }

  text(name: string, rule: TextRule): string {
    const value = this.optionalText(name, rule);
    if (value === undefined) throw invalid(name, "not be null");
    return value;
  }

  /** The value stands in no error: it may be a secret. */
  optionalText(name: string, rule: TextRule): string | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value !== "string") throw serialization();
    checkText(name, value, rule);
    return value;
  }

  /** @throws AwsError InvalidParameterException outside of the bounds, if they are given. */
  integer(name: string, bounds?: { readonly min: number; readonly max: number }): number | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value !== "number" || !Number.isInteger(value)) throw serialization();
    if (bounds && value < bounds.min)
      throw invalid(name, `have value greater than or equal to ${bounds.min}`);
    if (bounds && value > bounds.max) throw invalid(name, `have value less than or equal to ${bounds.max}`);
    return value;
  }

  flag(name: string): boolean | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value !== "boolean") throw serialization();
    return value;
  }

  /** A list of texts; undefined if it was not sent. */
  texts(name: string, rule: TextRule): readonly string[] | undefined {
    return this.#list(name)?.map((item) => {
      if (typeof item !== "string") throw serialization();
      checkText(`${name}.member`, item, rule);
      return item;
    });
  }

  /** A list of structures; undefined if it was not sent. */
  members(name: string): readonly Fields[] | undefined {
    return this.#list(name)?.map((item) => {
      if (!isRecord(item)) throw serialization();
      return Fields.of(item);
    });
  }

  /** One structure; undefined if it was not sent. */
  structure(name: string): Fields | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined) return undefined;
    if (!isRecord(value)) throw serialization();
    return Fields.of(value);
  }

  #list(name: string): readonly unknown[] | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw serialization();
    return value;
  }

  static of(members: Readonly<Record<string, unknown>>): Fields {
    return new Fields(JSON.stringify(members));
  }
}

function checkText(name: string, value: string, { min = 1, max, pattern }: TextRule): void {
  if (value.length < min) throw invalid(name, `have length greater than or equal to ${min}`);
  if (value.length > max) throw invalid(name, `have length less than or equal to ${max}`);
  if (pattern && !pattern.test(value)) {
    throw invalid(name, `satisfy regular expression pattern: ${pattern.source.replace(/^\^|\$$/g, "")}`);
  }
}

function invalid(name: string, constraint: string): AwsError {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return new AwsError(
    "ValidationException",
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );
}

function serialization(): AwsError {
  return new AwsError("SerializationException", "The request body is not what this action takes.");
}
