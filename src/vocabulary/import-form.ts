/**
 * How the id of an import is written: the identity of the object, and what the gateway does not tell of it as
 * `,attribute=value`. The reference page is made of it, and every example of it is one by which a test imports.
 */
export interface ImportForm<Name extends string = string> {
  /** The attributes that an id may tell, because no read finds them out. Scalars. */
  readonly tells: readonly Name[];
  /** Those of them without which nothing can be imported. Default: none. */
  readonly needs?: readonly Name[];
  /** What a reader has to know beside the examples. Markdown. */
  readonly doc?: string;
  /** Ids of different kinds of object, the plainest first. */
  readonly examples: readonly ImportExample[];
}

export interface ImportExample {
  /** Which object it is, such as "a target that is seeded with an IAM user". */
  readonly of: string;
  readonly id: string;
}

/** Where a read finds everything out. */
export const IDENTITY_ALONE: ImportForm = {
  tells: [],
  examples: [{ of: "any object of the type", id: "/path/of/the/object" }],
};
