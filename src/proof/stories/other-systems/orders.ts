import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Postgres, startPostgres } from "../../postgres/postgres.js";

const SETUP = "examples/webhooks/postgresql/setup.sql";
const FIRST_LOGIN = "orders_admin_a";

/** A PostgreSQL that was prepared for the webhook of the example. */
export interface Orders {
  readonly postgres: Postgres;
  /** What the dynamic secret is given to keep for the webhook: the first of its two logins, and where the database is. */
  readonly payload: string;
  /** The logins that were made for clients. */
  users(): Promise<string[]>;
}

/**
 * Starts it, and does what its owner does by hand.
 *
 * @param password of the webhook's first login.
 */
export async function startOrders(root: string, password: string, signal?: AbortSignal): Promise<Orders> {
  const postgres = await startPostgres(root, signal);
  try {
    await postgres.query(readFileSync(join(root, SETUP), "utf8"));
    await postgres.query(`ALTER ROLE ${FIRST_LOGIN} PASSWORD '${password}'`);
  } catch (error) {
    // A terminal sends Ctrl-C to the server, too, which then refuses; its folders are there still.
    await postgres.stop();
    throw error;
  }
  const { host, port, database } = postgres;
  return {
    postgres,
    payload: JSON.stringify({ host, port, database, user: FIRST_LOGIN, password }),
    users: async () => (await postgres.logins()).filter((name) => name.startsWith("orders_u")),
  };
}
