import { gatewayPathFlaw, normalizedGatewayPath } from "../../domain/gateway-path.js";
import { invalidRequest, missing } from "./refusal.js";

/** Values that mean "leave the text as it is" on an update. */
const UNCHANGED = new Set(["default_metadata", "default_comment"]);

/**
 * The body of a request. Official clients send `""`, `0` and `[]` for whatever was not set, so these count as
 * not given, except where a method says that it keeps them. Numbers and flags may come as strings.
 */
export class CommandFields {
  readonly #body: Readonly<Record<string, unknown>>;

  constructor(body: Readonly<Record<string, unknown>>) {
    this.#body = body;
  }

  /** Whether the field is in the body at all, even empty. */
  has(field: string): boolean {
    return this.#body[field] !== undefined && this.#body[field] !== null;
  }

  /** A text, or undefined when it is absent or empty. */
  text(field: string): string | undefined {
    return this.raw(field) || undefined;
  }

  /** A text as it was sent, the empty one included; undefined when absent. */
  raw(field: string): string | undefined {
    const value = this.#body[field];
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    throw invalidRequest(`${field} should be a string`);
  }

  /** A text that must be there. */
  required(field: string): string {
    const value = this.text(field);
    if (value === undefined) throw missing(field);
    return value;
  }

  /**
   * What an update sets a description to: the first of `fields` that is given. Undefined leaves it as it is
   * (absent, or the sentinel); an empty text clears it.
   */
  description(...fields: readonly string[]): string | undefined {
    for (const field of fields) {
      const value = this.raw(field);
      if (value !== undefined && !UNCHANGED.has(value)) return value;
    }
    return undefined;
  }

  /** The same of an update that says the whole: what is absent is cleared, and the sentinel alone leaves it as it is. */
  described(...fields: readonly string[]): string | undefined {
    return this.description(...fields) ?? (fields.some((field) => this.has(field)) ? undefined : "");
  }

  /** The path of an object, with its leading slash. */
  path(field = "name"): string {
    return this.#path(field, this.required(field));
  }

  optionalPath(field: string): string | undefined {
    const value = this.text(field);
    return value === undefined ? undefined : this.#path(field, value);
  }

  /** A flag, sent as a boolean or as "true" or "false". */
  flag(field: string): boolean | undefined {
    const value = this.text(field);
    if (value === undefined) return undefined;
    if (value !== "true" && value !== "false") throw invalidRequest(`${field} should be true or false`);
    return value === "true";
  }

  /** A whole number, sent as such or as digits. 0 counts as not given. */
  count(field: string): number | undefined {
    return this.integer(field) || undefined;
  }

  /** A whole number, 0 included. */
  integer(field: string): number | undefined {
    const value = this.text(field);
    if (value === undefined) return undefined;
    if (!/^-?\d{1,15}$/.test(value)) throw invalidRequest(`${field} should be a whole number`);
    return Number(value);
  }

  /** A list of texts; a single text counts as a list of one. Empty when absent. */
  list(field: string): string[] {
    const value = this.#body[field];
    if (value === undefined || value === null || value === "") return [];
    const list = Array.isArray(value) ? value : [value];
    if (!list.every((entry) => typeof entry === "string"))
      throw invalidRequest(`${field} should be a list of strings`);
    return list.filter((entry) => entry !== "");
  }

  /** A map of texts. Empty when absent. */
  map(field: string): Record<string, string> {
    const value = this.#body[field];
    if (value === undefined || value === null || value === "") return {};
    if (typeof value !== "object" || Array.isArray(value))
      throw invalidRequest(`${field} should be an object`);
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, String(entry)]));
  }

  #path(field: string, value: string): string {
    const flaw = gatewayPathFlaw(value);
    if (flaw) throw invalidRequest(`${field} ${flaw}`);
    return normalizedGatewayPath(value);
  }
}
