import type { TreeNames } from "./git/tree-names.js";

/** Something that is looked through from beginning to end. */
export interface Source {
  /** How a person finds it again. */
  readonly name: string;
  /** Set for what is no file, such as standard input. */
  readonly noFile?: true;
  /** When it was last written, as far as is known. */
  readonly writtenAt: Date | undefined;
  /** How often it is worth beginning to read, should it break off. */
  readonly attempts: number;
  /** Where git's objects have been committed, if it holds some of them. */
  readonly names?: TreeNames;
  /** Its bytes in pieces. A piece is valid only until the next one is asked for. */
  read(): AsyncIterable<Uint8Array>;
}

/** Something that should have been looked through, and was not, or not to its end. */
export interface UnreadSource {
  readonly name: string;
  /** Completes "… was not read: …". */
  readonly why: string;
}

/** Whether it is something that was not read. */
export function isUnread(found: object): found is UnreadSource {
  return "why" in found;
}
