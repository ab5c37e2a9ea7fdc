import { createRequire } from "node:module";
import { join } from "node:path";

/** What a client of `pg` connects with. */
export interface PgLogin {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** The part of a client of `pg` that is used. */
export interface PgClient {
  connect(): Promise<unknown>;
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
  end(): Promise<void>;
}

/** The class of those clients. */
export type PgClientClass = new (login: PgLogin) => PgClient;

/**
 * The client of a repository's development dependencies. The package itself does without it.
 *
 * @throws Error where it is not installed.
 */
export function pgClientOf(root: string): PgClientClass {
  const { Client } = repositoryRequire(root)("pg") as { readonly Client: PgClientClass };
  return Client;
}

/** Finds what is installed in a repository. */
export function repositoryRequire(root: string): NodeJS.Require {
  return createRequire(join(root, "package.json"));
}
