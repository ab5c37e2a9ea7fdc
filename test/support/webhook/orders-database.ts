import { Client } from "pg";
import { packageRoot } from "../../../src/domain/package-root.js";
import type { Postgres } from "../../../src/proof/postgres/postgres.js";
import { startOrders } from "../../../src/proof/stories/other-systems/orders.js";

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
  const orders = await startOrders(packageRoot(), "the-first-password-of-the-webhook");
  const { postgres } = orders;
  return {
    ...orders,
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
