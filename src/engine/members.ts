/** What an author gave, by the names of its members. */
export type Members = { readonly [name: string]: unknown };

/** The members of a value that an author gave, whose type is only what its author was told. */
export function membersOf(told: unknown): Members | undefined {
  return typeof told === "object" && told !== null ? (told as Members) : undefined;
}
