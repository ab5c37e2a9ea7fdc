import { Fault } from "../errors/fault.js";

/**
 * Reads one JSON object of the gateway, field by field, and turns the wire's habits into plain types: `""` and null
 * are "not set", booleans may come as text, the year 1 means "never". A field of the wrong kind is a fault that names
 * the field and the kind that came, not the value.
 */
export class GatewayAnswer {
  readonly #fields: { readonly [name: string]: unknown };
  readonly #doing: string;

  constructor(value: unknown, doing: string, where = "the answer") {
    this.#doing = doing;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw this.#unexpected(`${where} is ${kindOf(value)} instead of an object`);
    }
    this.#fields = value as { [name: string]: unknown };
  }

  /** All of it, as it came. */
  get raw(): { readonly [name: string]: unknown } {
    return this.#fields;
  }

  text(name: string): string {
    const value = this.textOrNull(name);
    if (value === null) throw this.#unexpected(`${name} is missing or empty`);
    return value;
  }

  textOrNull(name: string): string | null {
    const value = this.#fields[name] ?? "";
    if (typeof value !== "string") throw this.#unexpected(`${name} is ${kindOf(value)} instead of text`);
    return value === "" ? null : value;
  }

  /** False when it is not set. */
  flag(name: string): boolean {
    const value = this.#fields[name] ?? false;
    if (value === true || value === "true") return true;
    if (value === false || value === "false" || value === "") return false;
    throw this.#unexpected(`${name} is ${kindOf(value)} instead of a boolean`);
  }

  int(name: string): number {
    const value = this.intOrNull(name);
    if (value === null) throw this.#unexpected(`${name} is missing`);
    return value;
  }

  intOrNull(name: string): number | null {
    const value = this.#fields[name] ?? "";
    if (value === "") return null;
    const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
    if (!Number.isSafeInteger(number)) {
      throw this.#unexpected(`${name} is ${kindOf(value)} instead of a whole number`);
    }
    return number as number;
  }

  /** Null for a date that is not set; the gateway also writes that as the year 1. */
  dateOrNull(name: string): Date | null {
    const text = this.textOrNull(name);
    if (text === null) return null;
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) throw this.#unexpected(`${name} is not a date`);
    return date.getUTCFullYear() < 1971 ? null : date;
  }

  /** Empty when it is not set. */
  texts(name: string): readonly string[] {
    const value = this.#list(name);
    if (!value.every((entry) => typeof entry === "string")) {
      throw this.#unexpected(`${name} has an entry that is not text`);
    }
    return value;
  }

  /** The entries of a text in which they are separated by commas. */
  commaSeparated(name: string): readonly string[] {
    return (this.textOrNull(name) ?? "")
      .split(",")
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "");
  }

  /** Null when it is not set. */
  recordOrNull(name: string): GatewayAnswer | null {
    const value = this.#fields[name] ?? null;
    return value === null ? null : new GatewayAnswer(value, this.#doing, name);
  }

  records(name: string): readonly GatewayAnswer[] {
    return this.#list(name).map((entry) => new GatewayAnswer(entry, this.#doing, `an entry of ${name}`));
  }

  #list(name: string): readonly unknown[] {
    const value = this.#fields[name] ?? [];
    if (!Array.isArray(value)) throw this.#unexpected(`${name} is ${kindOf(value)} instead of a list`);
    return value;
  }

  #unexpected(seen: string): Fault {
    return new Fault("GATEWAY_ANSWER_UNEXPECTED", {
      doing: this.#doing,
      seen,
      state: "Nothing was changed after that.",
    });
  }
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
