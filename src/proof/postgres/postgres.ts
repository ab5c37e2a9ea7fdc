import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { packageRoot } from "../../domain/package-root.js";
import { type PgClient, type PgClientClass, type PgLogin, pgClientOf } from "./pg-client.js";
import { copyPrograms, type Programs } from "./programs.js";
import { reachableFolder, unprivilegedAccount } from "./unprivileged.js";

/** A PostgreSQL of one's own, with an empty database. */
export interface Postgres {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** The superuser. */
  readonly user: string;
  readonly password: string;
  /** What a client of `pg` connects with: the superuser's, or another login's. */
  connection(user?: string, password?: string): PgLogin;
  /** Runs one statement as the superuser, and gives the rows. */
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Whether a login works now: false only where the server refuses the login itself. */
  accepts(user: string, password: string): Promise<boolean>;
  /** The logins that are there beside the superuser and the server's own, in order. */
  logins(): Promise<string[]>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

const HOST = "127.0.0.1";
const DATABASE = "postgres";
const USER = "postgres";
/** Class 28 of PostgreSQL's codes: invalid authorization specification. */
const REFUSED_LOGIN = /^28/;

/**
 * Starts a PostgreSQL on a free port of this machine's loopback, as an unprivileged user: that of the development
 * dependencies of a repository, as is the client.
 *
 * @param signal heard before each of the two programs is run, which a terminal's Ctrl-C ends itself
 * @throws Error where {@link postgresMissing} says why; the signal's reason
 */
export async function startPostgres(root = packageRoot(), signal?: AbortSignal): Promise<Postgres> {
  const programs = copyPrograms(root);
  const Client = pgClientOf(root);
  const folder = mkdtempSync(join(reachableFolder(), "postgres-data-"));
  const remove = () => {
    for (const made of [programs.folder, folder]) rmSync(made, { recursive: true, force: true });
  };
  try {
    const password = randomBytes(18).toString("base64url");
    // Copying holds up the process: what came meanwhile is heard once events are waited for, one round later.
    for (const _ of [1, 2]) await promisify(setImmediate)();
    signal?.throwIfAborted();
    const data = await initialise(programs, folder, password);
    signal?.throwIfAborted();
    const port = await freePort();
    const server = await serve(programs, data, port);
    return client(Client, port, password, async () => {
      await end(server);
      remove();
    });
  } catch (error) {
    remove();
    throw error;
  }
}

/** Makes an empty cluster of databases, whose logins all need a password; gives its folder. */
async function initialise(programs: Programs, folder: string, password: string): Promise<string> {
  const account = unprivilegedAccount();
  const [data, passwordFile] = [join(folder, "data"), join(folder, "password")];
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password);
  for (const reachable of [programs.folder, folder]) chmodSync(reachable, 0o755);
  if (account.uid !== undefined && account.gid !== undefined) chownSync(data, account.uid, account.gid);
  const flags = ["--no-sync", "--no-instructions", "--locale=C", "--encoding=UTF8", "--auth=scram-sha-256"];
  await promisify(execFile)(
    programs.initdb,
    [...flags, "--pgdata", data, "--username", USER, "--pwfile", passwordFile],
    { ...account, cwd: folder },
  );
  rmSync(passwordFile);
  return data;
}

async function serve(programs: Programs, data: string, port: number): Promise<ChildProcess> {
  const settings = [
    `listen_addresses=${HOST}`,
    "unix_socket_directories=",
    "fsync=off",
    "max_connections=200",
  ];
  const server = spawn(
    programs.postgres,
    ["-D", data, "-p", `${port}`, ...settings.flatMap((setting) => ["-c", setting])],
    { ...unprivilegedAccount(), cwd: data, stdio: ["ignore", "ignore", "pipe"] },
  );
  process.once("exit", () => server.kill("SIGQUIT"));
  const said: string[] = [];
  for await (const line of createInterface({ input: server.stderr })) {
    said.push(line);
    if (line.includes("ready to accept connections")) {
      server.stderr.resume();
      return server;
    }
  }
  throw new Error(`PostgreSQL did not start:\n${said.join("\n")}`);
}

/** Ends a server at once; whoever is connected is disconnected. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, "exit");
  server.kill("SIGINT");
  await exited;
}

function client(Client: PgClientClass, port: number, password: string, stop: () => Promise<void>): Postgres {
  const connection = (user = USER, secret = password): PgLogin => ({
    host: HOST,
    port,
    database: DATABASE,
    user,
    password: secret,
  });
  const query = async <Row>(text: string, values: readonly unknown[] = []) =>
    connected(
      new Client(connection()),
      async (login) => (await login.query(text, [...values])).rows as Row[],
    );
  return {
    host: HOST,
    port,
    database: DATABASE,
    user: USER,
    password,
    connection,
    query,
    accepts: async (user, secret) => {
      try {
        await connected(new Client(connection(user, secret)), (login) => login.query("SELECT 1"));
        return true;
      } catch (error) {
        if (REFUSED_LOGIN.test(String((error as { code?: string }).code))) return false;
        throw error;
      }
    },
    logins: async () => {
      const rows = await query<{ rolname: string }>(
        "SELECT rolname FROM pg_roles WHERE rolname <> $1 AND rolname !~ '^pg_' ORDER BY rolname",
        [USER],
      );
      return rows.map(({ rolname }) => rolname);
    },
    stop,
  };
}

async function connected<T>(login: PgClient, work: (login: PgClient) => Promise<T>): Promise<T> {
  await login.connect();
  try {
    return await work(login);
  } finally {
    await login.end();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, HOST);
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}
