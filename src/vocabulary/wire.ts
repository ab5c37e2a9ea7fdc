import type { RequestFields } from "../domain/request-fields.js";

/**
 * What an answer of the gateway says of one attribute:
 * - `told`: this value, or null for "nothing is set", which is also how an empty text or list is told
 * - `silent`: nothing that counts, because the attribute has no meaning for an object like this one
 * - `absent`: the answer lacks the field
 * - `odd`: the field is there, and is nothing that the attribute can be
 */
export type Reading<V = unknown> =
  | { readonly is: "told"; readonly value: V | null }
  | { readonly is: "silent" }
  | { readonly is: "absent" }
  | { readonly is: "odd"; readonly seen: string };

/**
 * The wire of one attribute: how it is sent, how it is told, and how the two compare. The words for it are in
 * `src/types/wire`. Pure.
 */
export interface AttributeWire<V = unknown> {
  /** The fields of a create; of a secret, the value is SecretText. */
  created(value: V | null): RequestFields;
  /**
   * The fields of an update; undefined for what only a create takes. Null clears. What is left to the gateway is not
   * asked for null: see `leftToGateway`.
   * @param now the value that the object has at this moment, where that is known
   */
  readonly updated?: ((value: V | null, now: V | null) => RequestFields) | undefined;
  /** Reads an answer; undefined for what is only sent. What the gateway does not tell, `tellsNothing` says. */
  readonly told?: ((answer: unknown) => Reading<V>) | undefined;
  /**
   * Whether something has no such field at all, which an entry of a list need not mean. An answer about one object may
   * mean something by it, and `told` says what. Default: what `told` takes for absent.
   */
  readonly lacks?: ((entry: unknown) => boolean) | undefined;
  /** Of what an answer tells only where the request asks for it: no request for a list does. Default: lists tell it. */
  readonly unlisted?: true | undefined;
  /** How others that write the gateway's own words have it; undefined where those are no words for one value. */
  readonly spelled?: SentWords<V> | undefined;
  /** The command that changes it, where that is another one than the type's update. */
  readonly by?: string | undefined;
  /** The command that changes it alone, where the type's update takes it, too, and may clear what it does not get. */
  readonly alone?: string | undefined;
  /**
   * The version with which it goes, of what belongs to a secret and which the gateway changes together with that: an
   * update sends it where the version is a new one, and at no other time. Default: an update sends it like anything else.
   */
  readonly sentWith?: string | undefined;
  /**
   * Of a held secret, and of what belongs to it, such as the id of a key: where an answer about the object has what it
   * holds now, or the places of which the first one has it that has anything. An update sends that back, unless its
   * version is a new one: a rotation or another caller may have replaced what the configuration says.
   */
  readonly heldAt?: string | readonly string[] | undefined;
  /**
   * The command whose answer that is, where the one that reads the object does not tell it. It is asked for before an
   * update that sends the secret back, and at no other time.
   */
  readonly heldBy?: string | undefined;
  /**
   * The attribute that takes the place of what is held: where it is set, nothing is sent back, and what the object still
   * holds is taken away. Default: none does.
   */
  readonly heldUnless?: string | undefined;
  /** Of a held secret: whether an update takes it away by which its version is not set any more. Default: it stays. */
  readonly endsWithVersion?: boolean | undefined;
  /** Of what belongs to a held secret and is none itself: the version of that secret, by which it is sent, too. */
  readonly heldWith?: string | undefined;
  /** What else the mechanism has to know of the attribute. Default: nothing. */
  readonly role?: WireRole | undefined;
}

/** A value in the words of the gateway's requests, in which the official provider stores it, too. */
export interface SentWords<V = unknown> {
  /** What requests and answers call it, without the way there in an answer. */
  readonly names: readonly string[];
  /** What is meant by a raw value. */
  read(raw: unknown): Reading<V>;
}

/**
 * - `number`: the gateway's own number of the object
 * - `secret`: write-only; sent by a create, and by an update where its version is a new one
 * - `heldSecret`: the same, and every update has to send it back, because one without it would blank it: see `heldAt`
 * - `formOfSecret`: like `secret`, and one of several in which the value may come: the type's rules say which is given
 * - `along`: is sent whenever something else of its command is, and is no reason to send it
 * - `parts`: has commands of its own, which the type's behaviour sends after each create and update
 * - `tags`, `text`: may bear the mark of an unfinished create
 * - `readyName`: the object's own path once more, which is not known before the object is there under it
 */
export type WireRole =
  | "number"
  | "secret"
  | "heldSecret"
  | "formOfSecret"
  | "along"
  | "parts"
  | "tags"
  | "text"
  | "readyName";

/** A value without the limits that its attribute sets. */
export type Widened<V> = [V] extends [string]
  ? string
  : [V] extends [boolean]
    ? boolean
    : [V] extends [number]
      ? number
      : V;
