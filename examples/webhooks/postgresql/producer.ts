import { randomBytes } from "node:crypto";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { z } from "zod";
// In a project of your own: from "latchkey/webhook".
import { AlreadyGone, type CustomProducerProps, customProducer } from "../../../src/webhook/index.js";

/** What the gateway keeps for this producer: where the database is, and the login of the webhook whose turn it is. */
const payload = z.object({
  host: z.string(),
  port: z.number().default(5432),
  database: z.string(),
  user: z.enum(["orders_admin_a", "orders_admin_b"]),
  password: z.string(),
});
type Payload = z.infer<typeof payload>;
type Options = Pick<CustomProducerProps<Payload, unknown>, "callers" | "clock" | "report">;

const freshPassword = () => randomBytes(24).toString("base64url");

/** Users of a PostgreSQL that was prepared by setup.sql. */
export function postgresUsers(options: Options) {
  return customProducer({
    ...options,
    payload,
    prefix: "orders",

    create: ({ payload, name, expiresAt }) =>
      asWebhook(payload, async (database) => {
        const password = freshPassword();
        const until = expiresAt?.toISOString() ?? "infinity";
        await database.query(
          `CREATE ROLE ${escapeIdentifier(name)} LOGIN PASSWORD ${escapeLiteral(password)}
           VALID UNTIL ${escapeLiteral(until)} IN ROLE orders_app`,
        );
        const { host, port } = payload;
        return { id: name, response: { host, port, database: payload.database, user: name, password } };
      }),

    revoke: ({ payload, id }) =>
      asWebhook(payload, async (database) => {
        if (!/^orders_u[a-z0-9_]+$/.test(id)) throw new Error("not one of ours");
        const { rowCount } = await database.query("SELECT FROM pg_roles WHERE rolname = $1", [id]);
        if (rowCount === 0) throw new AlreadyGone();
        // First no new connection, then none at all; the role itself goes last.
        await database.query(`ALTER ROLE ${escapeIdentifier(id)} NOLOGIN`);
        await database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1", [
          id,
        ]);
        await database.query(`DROP ROLE IF EXISTS ${escapeIdentifier(id)}`);
      }),

    // The login whose turn it is sets the password of the other one, whose turn it is then.
    rotate: ({ payload }) =>
      asWebhook(payload, async (database) => {
        const user = payload.user === "orders_admin_a" ? "orders_admin_b" : "orders_admin_a";
        const password = freshPassword();
        await database.query("SELECT public.orders_set_password($1, $2)", [user, password]);
        return { ...payload, user, password } as const;
      }),

    dryRun: ({ payload }) => asWebhook(payload, async () => {}),

    clean: {
      list: ({ payload }) =>
        asWebhook(payload, async (database) => {
          const { rows } = await database.query(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'orders\\_u%'",
          );
          return rows.map(({ rolname }) => rolname as string);
        }),
    },
  });
}

/** One connection for one call. Its statements end before the gateway gives up. */
async function asWebhook<T>(payload: Payload, work: (database: Client) => Promise<T>): Promise<T> {
  const database = new Client({ ...payload, connectionTimeoutMillis: 10_000, statement_timeout: 30_000 });
  database.on("error", () => {});
  await database.connect();
  try {
    await database.query("SET ROLE orders_webhook");
    return await work(database);
  } finally {
    await database.end();
  }
}
