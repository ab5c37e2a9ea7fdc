import { AwsError } from "../errors.js";

/**
 * The users, the roles or the groups of an account. A name is found only as it is spelt, but two names that differ
 * only in case cannot be in use at once.
 */
export class Directory<T extends { name: string; path: string }> {
  readonly #word: "user" | "role" | "group";
  /** By name in lower case; only for what keeps and restores the whole. */
  readonly contents = new Map<string, T>();

  constructor(word: "user" | "role" | "group") {
    this.#word = word;
  }

  /** @throws AwsError EntityAlreadyExists. */
  add(entity: T): void {
    this.#assertFree(entity.name);
    this.contents.set(entity.name.toLowerCase(), entity);
  }

  find(name: string): T | undefined {
    const entity = this.contents.get(name.toLowerCase());
    return entity?.name === name ? entity : undefined;
  }

  /** @throws AwsError NoSuchEntity. */
  get(name: string): T {
    const entity = this.find(name);
    if (!entity) throw new AwsError("NoSuchEntity", `The ${this.#word} with name ${name} cannot be found.`);
    return entity;
  }

  /** @throws AwsError EntityAlreadyExists. */
  rename(entity: T, name: string): void {
    if (name.toLowerCase() !== entity.name.toLowerCase()) this.#assertFree(name);
    this.contents.delete(entity.name.toLowerCase());
    entity.name = name;
    this.contents.set(name.toLowerCase(), entity);
  }

  remove(entity: T): void {
    this.contents.delete(entity.name.toLowerCase());
  }

  /** Whether this very object is still there; a new one of the same name is another. */
  holds(entity: T): boolean {
    return this.find(entity.name) === entity;
  }

  /** Everything whose path begins with `pathPrefix`, by name. */
  all(pathPrefix = "/"): readonly T[] {
    return [...this.contents.values()]
      .filter(({ path }) => path.startsWith(pathPrefix))
      .sort((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1));
  }

  #assertFree(name: string): void {
    if (!this.contents.has(name.toLowerCase())) return;
    const word = this.#word.charAt(0).toUpperCase() + this.#word.slice(1);
    throw new AwsError("EntityAlreadyExists", `${word} with name ${name} already exists.`);
  }
}
