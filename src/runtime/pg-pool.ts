import { Fault } from "../errors/fault.js";
import { isPgRefusal } from "./refusals/pg.js";
import type { Secret } from "./secret.js";
import type { Secrets } from "./secrets.js";
import { sharedSecrets } from "./shared-secrets.js";

type ConnectCallback = (error: Error | undefined, client?: PgClient, release?: PgClient["release"]) => void;

/** The part of a connection of `pg` that is used. */
interface PgClient {
  readonly user?: unknown;
  readonly password?: unknown;
  release(destroy?: boolean | Error): void;
}

/** The part of a pool of `pg` that is used. */
export interface PgPoolLike {
  readonly options: object;
  connect(...args: never[]): unknown;
  query(...args: never[]): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/** Where the logins of a pool come from. */
export interface PgLoginSource {
  /** Path of a secret with the fields `username` (or `user`) and `password`, or that is a password and nothing else. */
  readonly secret: string;
  /** Default: the shared client, made from the environment. */
  readonly secrets?: Secrets;
  /** The user, where the secret does not name one. */
  readonly user?: string;
}

/** What a connection is opened with. */
interface Login {
  readonly user: string;
  readonly password: string;
  /** The password as `pg` is given it. In place of an empty one, it would take one from its own environment. */
  readonly given: string | (() => string);
  readonly readAt: Date;
}

const USER_FIELDS = ["username", "user"] as const;
/** To open a connection once more harms nothing, so that two rotations in a row do not make it fail. */
const MOST_ATTEMPTS = 3;

/**
 * A pool of `pg` that logs in with a secret: `pgPool(Pool, { secret: "/db/app" }, { host, database })`. It is a `Pool`
 * like any other, and goes wherever one does.
 *
 * - A connection is opened with the value of the moment. One that was opened with a former value is closed when it is
 *   next asked for, and another is opened in its place.
 * - A login that is refused has the secret fetched again, and is tried with the new value. So is a query of the pool
 *   itself, outside of a transaction, in a session whose user was dropped: the server has not carried it out.
 * - An idle connection that the server ends, as it does when it is stopped, is replaced. `pg` makes an event `error` of
 *   that, which without a listener ends the process; here it has one.
 *
 * @param Pool the class of the package `pg`, which is the caller's own
 * @param config of the pool: everything but the login
 * @throws Fault SECRETS_OPTION_REFUSED; each connection SECRET_FIELD_MISSING, and those of `Secrets.get`
 */
export function pgPool<P extends PgPoolLike, C extends object>(
  Pool: new (config?: C) => P,
  source: PgLoginSource,
  config?: Omit<C, "user" | "password" | "connectionString">,
): P {
  if (config && "connectionString" in config) {
    throw new Fault("SECRETS_OPTION_REFUSED", {
      doing: "making a pool of pg",
      seen: "its config has a connectionString, whose login pg takes before that of the secret",
      state: "No pool was made, and nothing was read.",
      advice: "Give host, port and database instead.",
    });
  }
  const secrets = source.secrets ?? sharedSecrets();
  const pool = new Pool({ ...config } as C);
  const open = pool.connect.bind(pool) as () => Promise<PgClient>;
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>;
  let login: Login | undefined;

  /** A connection that was opened with the newest login that any caller has seen. */
  const openedWith = async (secret: Secret): Promise<PgClient> => {
    if (!login || login.readAt <= secret.readAt) login = loginFrom(secret, source.user);
    for (;;) {
      const client = await open();
      const { user, password, given } = login;
      // pg puts the password in the place of a function once the server has asked for it.
      if (client.user === user && [password, given].includes(client.password as never)) return client;
      client.release(true);
    }
  };
  const connected = async (): Promise<PgClient> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await secrets.withSecret(source.secret, openedWith, { refusals: [isPgRefusal] });
      } catch (error) {
        if (attempt === MOST_ATTEMPTS || !isPgRefusal(error)) throw error;
      }
    }
  };

  pool.on("error", () => {});
  // A pool reads its options anew for each connection that it opens. pg's own hides the password from printing, too.
  Object.defineProperties(pool.options, {
    user: { configurable: true, enumerable: false, get: () => login?.user },
    password: { configurable: true, enumerable: false, get: () => login?.given },
  });
  override(pool, "connect", (callback?: ConnectCallback) => {
    if (!callback) return connected();
    // Called from outside of the promise, so that what the callback throws is not taken for a failed connection.
    connected().then(
      (client) => process.nextTick(callback, undefined, client, client.release),
      (error: Error) => process.nextTick(callback, error),
    );
    return undefined;
  });
  override(pool, "query", (...args: unknown[]) => {
    if (!isRepeatable(args)) return query(...args);
    return secrets.withSecret(source.secret, () => query(...args), { refusals: [isPgRefusal] });
  });
  return pool;
}

/** In place of the class's own method, and as little to be seen as that. */
function override(pool: object, name: "connect" | "query", value: unknown): void {
  Object.defineProperty(pool, name, { configurable: true, writable: true, enumerable: false, value });
}

/** A cursor or a stream gives out what it has read before it fails, and a callback is called once. */
function isRepeatable(args: readonly unknown[]): boolean {
  const [first] = args;
  const runsItself = typeof (first as { submit?: unknown } | undefined)?.submit === "function";
  return !runsItself && !args.some((argument) => typeof argument === "function");
}

function loginFrom(secret: Secret, userOfPool: string | undefined): Login {
  const field = USER_FIELDS.find((name) => secret.has(name));
  const isBare = secret.kind === "static" && field === undefined && !secret.has("password");
  const user = userOfPool ?? (field === undefined ? undefined : secret.reveal(field));
  if (!user) throw withoutUser(secret);
  const password = isBare ? secret.reveal() : secret.reveal("password");
  return { user, password, given: password === "" ? () => "" : password, readAt: secret.readAt };
}

/** pg would take one from its own environment, which the secret's password does not belong to. */
function withoutUser({ path }: Secret): Fault {
  return new Fault("SECRET_FIELD_MISSING", {
    doing: `logging in to PostgreSQL with secret ${JSON.stringify(path)}`,
    seen: `it names no user, under none of ${USER_FIELDS.join(" and ")}, and neither does the pool`,
    state: "The secret was read and is kept; no connection was opened.",
    advice: "Give pgPool the `user` beside `secret`, or write it to the secret.",
  });
}
