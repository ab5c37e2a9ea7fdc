import { inspect } from "node:util";
import { Pool } from "pg";
import { type Postgres, startPostgres } from "../../../src/proof/postgres/postgres.js";
import { pgPool } from "../../../src/runtime/index.js";
import { secretsOf } from "../../support/secrets/told-secrets.js";

jest.setTimeout(120_000);

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.query(`CREATE ROLE app LOGIN PASSWORD 'the-first-password'`);
});
afterAll(() => postgres.stop());

let pools: Pool[] = [];
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  pools = [];
  await postgres.query(`ALTER ROLE app PASSWORD 'the-first-password'`);
});

const value = (password: string, user = "app") => JSON.stringify({ username: user, password });

function poolOf(told: string, more: { user?: string } = {}) {
  const { source, secrets, told: events } = secretsOf({ patienceSeconds: 0 });
  source.values.set("/db/app", told);
  const { host, port, database } = postgres;
  const config = { host, port, database, max: 2 };
  const pool = pgPool(Pool, { secret: "/db/app", secrets, ...more }, config);
  pools.push(pool);
  return { pool, source, secrets, events };
}

const whoAmI = async (pool: Pool) => (await pool.query("SELECT current_user AS login")).rows[0].login;

test("is a pool of pg whose connections have the user and the password of the secret", async () => {
  const { pool } = poolOf(value("the-first-password"));
  expect(pool).toBeInstanceOf(Pool);
  expect(await whoAmI(pool)).toBe("app");
  const client = await pool.connect();
  expect((await client.query("SELECT $1::int AS one", [1])).rows).toEqual([{ one: 1 }]);
  client.release();
});

test("takes a secret that is a password and nothing else, with the user that it is told", async () => {
  const { pool } = poolOf("the-first-password", { user: "app" });
  expect(await whoAmI(pool)).toBe("app");
});

describe("where the environment has a login for pg", () => {
  const before = { ...process.env };
  beforeAll(() => Object.assign(process.env, { PGUSER: "app", PGPASSWORD: "the-first-password" }));
  afterAll(() => {
    process.env = before;
  });

  test.each([
    ["a password and nothing else", "the-first-password"],
    ["an empty user name", value("the-first-password", "")],
  ])("opens no connection with a secret that is %s, and says who is missing", async (_, told) => {
    const { pool } = poolOf(told);
    await expect(whoAmI(pool)).rejects.toMatchObject({ code: "SECRET_FIELD_MISSING" });
    await expect(pool.connect()).rejects.toThrow("it names no user");
    expect(pool.totalCount).toBe(0);
  });

  test("logs in with the empty password of a secret, and not with the environment's", async () => {
    await expect(whoAmI(poolOf(value("")).pool)).rejects.toThrow(
      "client password must be a non-empty string",
    );
    await trust("guest");
    const { pool } = poolOf(value("", "guest"));
    expect(await Promise.all([whoAmI(pool), whoAmI(pool)])).toEqual(["guest", "guest"]);
    expect(pool.totalCount).toBeLessThanOrEqual(2);
    expect(await whoAmI(pool)).toBe("guest");
  });
});

/** Has the server let a new login in without a password. */
async function trust(user: string): Promise<void> {
  await postgres.query(`CREATE ROLE ${user} LOGIN`);
  const [shown] = await postgres.query<{ hba_file: string }>("SHOW hba_file");
  const rules = [`host all ${user} 127.0.0.1/32 trust`, "host all all 127.0.0.1/32 scram-sha-256"];
  const rows = rules.map((rule) => `('${rule}')`).join(", ");
  await postgres.query(`COPY (VALUES ${rows}) TO '${shown?.hba_file}'`);
  await postgres.query("SELECT pg_reload_conf()");
}

test("refuses a connection string, whose login would take the place of the secret's", () => {
  const { secrets } = poolOf(value("the-first-password"));
  const config: object = { connectionString: "postgres://app@127.0.0.1/postgres" };
  expect(() => pgPool(Pool, { secret: "/db/app", secrets }, config)).toThrow("SECRETS_OPTION_REFUSED");
});

test("calls back where it is given callbacks", async () => {
  const { pool, source } = poolOf(value("the-first-password"));
  const rows = await new Promise((resolve, reject) => {
    pool.query("SELECT 1 AS one", (error, result) => (error ? reject(error) : resolve(result.rows)));
  });
  expect(rows).toEqual([{ one: 1 }]);
  const released = await new Promise((resolve) => {
    pool.connect((error, client, release) => {
      release();
      resolve([error, typeof client?.query]);
    });
  });
  expect(released).toEqual([undefined, "function"]);

  source.values.set("/db/app", value("wrong"));
  const other = poolOf(value("wrong")).pool;
  const code = await new Promise((resolve) => {
    other.connect((error) => resolve((error as { code?: string }).code));
  });
  expect(code).toBe("28P01");
});

test("opens connections with the new value, and uses none that was opened with the former one", async () => {
  const { pool, source, secrets } = poolOf(value("the-first-password"));
  const pid = async () => (await pool.query("SELECT pg_backend_pid() AS pid")).rows[0].pid;
  const before = await pid();
  expect(await pid()).toBe(before);
  await postgres.query(`ALTER ROLE app PASSWORD 'the-second-password'`);
  source.values.set("/db/app", value("the-second-password"));
  // What notices it first is another call with the same secret.
  await secrets.withSecret("/db/app", (secret) => {
    if (secret.reveal("password") === "the-first-password")
      throw Object.assign(new Error(), { code: "28P01" });
  });
  expect(await pid()).not.toBe(before);
  expect(pool.totalCount).toBe(1);
});

test("notices by itself that a login is refused, for many connections at once", async () => {
  const { pool, source, events } = poolOf(value("the-first-password"));
  await postgres.query(`ALTER ROLE app PASSWORD 'the-third-password'`);
  await whoAmI(pool).catch(() => {});
  source.values.set("/db/app", value("the-third-password"));
  expect(await Promise.all(Array.from({ length: 10 }, () => whoAmI(pool)))).toEqual(Array(10).fill("app"));
  expect(events("retried").length).toBeGreaterThan(0);
});

test("goes on when the server ends idle connections, and the process does not end", async () => {
  const { pool } = poolOf(value("the-first-password"));
  await whoAmI(pool);
  const removed = new Promise((resolve) => pool.once("remove", resolve));
  await postgres.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'");
  await removed;
  expect(await whoAmI(pool)).toBe("app");
});

test("throws what the server says of a query, which is sent once", async () => {
  const { pool, events } = poolOf(value("the-first-password"));
  await expect(pool.query("SELECT * FROM nowhere")).rejects.toMatchObject({ code: "42P01" });
  expect(events("refused")).toEqual([]);
});

test("shows no password to whoever prints it", async () => {
  const { pool } = poolOf(value("the-first-password"));
  const client = await pool.connect();
  expect(inspect([pool, client], { depth: 20 })).not.toContain("the-first-password");
  client.release();
});
