import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { type Postgres, startPostgres } from "../postgres/postgres.js";

const SETUP = join(__dirname, "../../../examples/webhooks/postgresql/setup.sql");

/** A PostgreSQL that was prepared for the webhook of the example, with what a dynamic secret would keep for it. */
export interface OrdersDatabase {
  readonly postgres: Postgres;
  readonly payload: string;
  /** The logins that were made for clients. */
  users(): Promise<string[]>;
  /** Whether the login in a payload, or in what a client has received, works now. */
  accepts(login: { readonly user: string; readonly password: string }): Promise<boolean>;
  /** Holds up whatever changes a login, runs `work` once something waits for it, and lets it go on. */
  heldUp(begin: () => void, work: () => Promise<void>): Promise<void>;
}

export async function ordersDatabase(): Promise<OrdersDatabase> {
  const postgres = await startPostgres();
  await postgres.query(readFileSync(SETUP, "utf8"));
  const password = "the-first-password-of-the-webhook";
  await postgres.query(`ALTER ROLE orders_admin_a PASSWORD '${password}'`);
  const { host, port, database } = postgres;
  return {
    postgres,
    payload: JSON.stringify({ host, port, database, user: "orders_admin_a", password }),
    users: async () => (await postgres.logins()).filter((name) => name.startsWith("orders_u")),
    accepts: ({ user, password: secret }) => postgres.accepts(user, secret),
    async heldUp(begin, work) {
      const [holder, watcher] = [new Client(postgres.connection()), new Client(postgres.connection())];
      await Promise.all([holder.connect(), watcher.connect()]);
      try {
        await holder.query("BEGIN");
        await holder.query("LOCK TABLE pg_authid IN EXCLUSIVE MODE");
        begin();
        // Not by the holder: within its transaction it sees what it has seen first.
        const waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
        while ((await watcher.query(waiting)).rowCount === 0);
        await work();
        await holder.query("COMMIT");
        while ((await watcher.query(waiting)).rowCount !== 0);
      } finally {
        await Promise.all([holder.end(), watcher.end()]);
      }
    },
  };
}
