import { createInterface } from "node:readline";
import { Client, Pool, type PoolConfig } from "pg";
import { createSecrets, pgPool, type SecretsEventName } from "../../../src/runtime/index.js";

/**
 * An application under load, for `application-process.ts`: it queries a PostgreSQL without a pause, by a pool and by
 * connections of its own, with a secret of the gateway. It prints what happens to its secret, every 20 calls how many
 * each of its workers has made, and each call that has failed; a line on its standard input ends it.
 */
async function main(): Promise<void> {
  const secret = process.env.APP_SECRET ?? "";
  const database: PoolConfig = JSON.parse(process.env.APP_DATABASE ?? "{}");
  const secrets = createSecrets({
    patienceSeconds: 120,
    ttlSeconds: 2,
    gateway: { requestTimeoutSeconds: 5 },
  });
  const events: SecretsEventName[] = [
    "fetched",
    "fetch-failed",
    "stale",
    "refused",
    "retried",
    "not-replaced",
  ];
  for (const name of events) secrets.on(name, (event) => print({ event }));
  // Each connection is used a few times only, so that there are logins all the time.
  const pool = pgPool(Pool, { secret, secrets }, { ...database, max: 4, maxUses: 3 });

  const byPool = async () => (await pool.query("SELECT current_user AS login")).rows[0].login as string;
  const byItself = () =>
    secrets.withSecret(secret, async (login) => {
      const client = new Client({
        ...database,
        user: login.reveal("username"),
        password: login.reveal("password"),
      });
      await client.connect();
      try {
        return (await client.query("SELECT current_user AS login")).rows[0].login as string;
      } finally {
        await client.end();
      }
    });

  const calls: number[] = [];
  let ending = false;
  const logins = new Set<string>();
  let sum = 0;
  const work = async (call: () => Promise<string>, worker: number) => {
    for (calls[worker] = 0; !ending; ) {
      try {
        logins.add(await call());
      } catch (error) {
        const { code, message } = error as { code?: string; message?: string };
        print({ failed: `${code} ${message}` });
      }
      calls[worker] = (calls[worker] ?? 0) + 1;
      sum += 1;
      if (sum % 20 === 0) print({ calls });
    }
  };
  const workers = [byPool, byPool, byPool, byPool, byItself, byItself].map(work);
  createInterface({ input: process.stdin }).once("line", () => {
    ending = true;
  });
  await Promise.all(workers);
  await pool.end();
  await secrets.close();
  print({ ended: { calls: sum, logins: [...logins], counters: secrets.counters() } });
  process.stdin.destroy();
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

void main();
