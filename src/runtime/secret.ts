import { isRecord } from "../domain/is-record.js";
import type { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import type { SecretKind } from "./secret-kind.js";

/** The name under which `util.inspect` looks for a method; to load node:util for it would cost each start. */
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** What is told of a secret beside its value. */
export interface SecretFacts {
  /** The path that it was read by, with a leading slash. */
  readonly path: string;
  readonly kind: SecretKind;
  /** When the gateway was asked for it. */
  readonly readAt: Date;
  /** When the credential ends; null where the gateway names no time. */
  readonly expiresAt: Date | null;
}

/**
 * A secret as it was read. It cannot be printed by accident: `String()`, template literals, `JSON.stringify` and
 * `util.inspect` show its path and when it was read, and `[secret]` in place of the value.
 */
export class Secret implements SecretFacts {
  readonly path: string;
  readonly kind: SecretKind;
  readonly readAt: Date;
  readonly expiresAt: Date | null;
  readonly #value: SecretText;

  constructor(facts: SecretFacts, value: SecretText) {
    this.path = facts.path;
    this.kind = facts.kind;
    this.readAt = facts.readAt;
    this.expiresAt = facts.expiresAt;
    this.#value = value;
  }

  /**
   * The value itself, for the system that it belongs to: of a static secret its text, of a dynamic or rotated one the
   * JSON of its fields.
   *
   * @param field one field of a value that is a JSON object, such as `password`
   * @throws Fault SECRET_FIELD_MISSING
   */
  reveal(field?: string): string {
    if (field === undefined) return this.#value.reveal();
    const fields = this.#fields();
    const value = fields && Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (value !== undefined && value !== null)
      return typeof value === "string" ? value : JSON.stringify(value);
    throw new Fault("SECRET_FIELD_MISSING", {
      doing: `reading field ${JSON.stringify(field)} of secret ${JSON.stringify(this.path)}`,
      seen: fields
        ? `the secret has ${Object.keys(fields).length} fields, and none that is called so and set`
        : "the value is no JSON object, so that it has no fields",
      state: "The secret was read and is kept; nothing was changed.",
    });
  }

  /** Whether the value has this field, and it is set. */
  has(field: string): boolean {
    const fields = this.#fields();
    return fields !== undefined && Object.hasOwn(fields, field) && (fields[field] ?? null) !== null;
  }

  /** Whether both have the same value. */
  hasValueOf(other: Secret): boolean {
    return this.#value.equals(other.#value);
  }

  toString(): string {
    return `Secret ${JSON.stringify(this.toJSON())}`;
  }

  /** What may be printed of it. */
  toJSON(): SecretFacts & { readonly value: "[secret]" } {
    const { path, kind, readAt, expiresAt } = this;
    return { path, kind, readAt, expiresAt, value: "[secret]" };
  }

  [INSPECT](): string {
    return this.toString();
  }

  // Parsed for each question: what is kept in a field of its own would be one more copy of the secret in memory.
  #fields(): { readonly [name: string]: unknown } | undefined {
    try {
      const value: unknown = JSON.parse(this.#value.reveal());
      return isRecord(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }
}
