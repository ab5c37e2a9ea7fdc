import { existsSync } from "node:fs";
import { type Postgres, startPostgres } from "../../../../src/proof/postgres/postgres.js";

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

test("a real PostgreSQL answers, and does not run as root", async () => {
  const [row] = await postgres.query<{ version: string; file: string }>(
    "SELECT version(), current_setting('data_directory') AS file",
  );

  expect(row?.version).toMatch(/^PostgreSQL 18/);
  expect(existsSync(row?.file ?? "")).toBe(true);
});

test("a login works with its password, and with no other", async () => {
  await postgres.query("CREATE ROLE ada LOGIN PASSWORD 'lovelace'");

  expect(await postgres.logins()).toEqual(["ada"]);
  expect(await postgres.accepts("ada", "lovelace")).toBe(true);
  expect(await postgres.accepts("ada", "babbage")).toBe(false);
  expect(await postgres.accepts("nobody-there", "lovelace")).toBe(false);
});

test("two servers know nothing of each other, and a server that was stopped leaves no folder", async () => {
  const other = await startPostgres();
  const [row] = await other.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");

  expect(await other.logins()).toEqual([]);
  await other.stop();

  expect(existsSync(row?.folder ?? "/")).toBe(false);
  await expect(other.accepts("ada", "lovelace")).rejects.toThrow("ECONNREFUSED");
});
