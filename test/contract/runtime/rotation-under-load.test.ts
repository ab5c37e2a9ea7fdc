import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Postgres, startPostgres } from "../../../src/proof/postgres/postgres.js";
import { ApplicationProcess } from "../../support/secrets/application-process.js";
import { MortalGateway } from "../../support/secrets/mortal-gateway.js";

jest.setTimeout(300_000);

const SECRET = "/databases/app";
const ROTATIONS = 10;

let folder: string;
let postgres: Postgres;
let gateway: MortalGateway | undefined;
let application: ApplicationProcess | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rotation-"));
  postgres = await startPostgres();
});
afterEach(async () => {
  await application?.kill();
  await gateway?.kill();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const login = (username: string) => ({ username, password: randomBytes(24).toString("base64url") });
type Login = ReturnType<typeof login>;

/** PostgreSQL takes this login, and for this user no other, from now on. */
async function setInDatabase({ username, password }: Login): Promise<void> {
  const known = (await postgres.logins()).includes(username);
  await postgres.query(`${known ? "ALTER" : "CREATE"} ROLE "${username}" LOGIN PASSWORD '${password}'`);
}

async function startAll(first: Login): Promise<{ gateway: MortalGateway; application: ApplicationProcess }> {
  await setInDatabase(first);
  gateway = await MortalGateway.start(folder, { [SECRET]: JSON.stringify(first) });
  const { host, port, database } = postgres;
  application = await ApplicationProcess.start(folder, {
    LATCHKEY_GATEWAY_URL: gateway.url,
    LATCHKEY_ACCESS_ID: gateway.admin.accessId,
    LATCHKEY_ACCESS_KEY: gateway.admin.accessKey,
    APP_SECRET: SECRET,
    APP_DATABASE: JSON.stringify({ host, port, database }),
  });
  return { gateway, application };
}

/** When the gateway is killed in a rotation, if at all. Before each, the application works with what it has. */
const KILLED = ["not", "before", "not", "between", "not", "before", "between", "not", "between", "before"];

test("no call fails in ten rotations of a password, with the gateway killed in six of them", async () => {
  let current = login("app");
  const { gateway, application } = await startAll(current);
  const passwords = [current.password];
  for (let rotation = 0; rotation < ROTATIONS; rotation++) {
    await application.moreCalls(5);
    const [refusals, fetches] = [application.count("refused"), application.count("fetched")];
    current = login("app");
    passwords.push(current.password);
    if (KILLED[rotation] === "before") await gateway.kill();
    await setInDatabase(current);
    // From here on the database refuses what the gateway still tells, or no longer tells, as it is dead.
    await application.until(() => application.count("refused") > refusals);
    if (KILLED[rotation] === "between") await gateway.kill();
    await gateway.update(SECRET, JSON.stringify(current));
    if (!gateway.isAlive) await gateway.revive();
    await application.until(() => application.count("fetched") > fetches);
    await application.moreCalls(5);
  }
  const ended = await application.end();
  expect(application.failed).toEqual([]);
  expect(ended.calls).toBeGreaterThan(ROTATIONS * 60);
  expect(ended.logins).toEqual(["app"]);
  expect(ended.counters.refused).toBeGreaterThanOrEqual(ROTATIONS);
  expect(ended.counters.retried).toBe(ended.counters.refused);
  for (const password of passwords) expect(application.printed).not.toContain(password);
});

test("no call fails in ten rotations from one user to another, of which the former is dropped", async () => {
  let current = login("app_0");
  const { gateway, application } = await startAll(current);
  for (let rotation = 1; rotation <= ROTATIONS; rotation++) {
    await application.moreCalls(5);
    const former = current;
    current = login(`app_${rotation}`);
    await setInDatabase(current);
    if (rotation % 3 === 0) await gateway.kill();
    await gateway.update(SECRET, JSON.stringify(current));
    const refusals = application.count("refused");
    // The third step of a rotation by hand: the old credential is revoked.
    await postgres.query(`DROP ROLE "${former.username}"`);
    if (!gateway.isAlive) {
      await application.until(() => application.count("refused") > refusals);
      await gateway.revive();
    }
    await application.moreCalls(5);
  }
  const ended = await application.end();
  expect(application.failed).toEqual([]);
  expect(ended.logins).toHaveLength(ROTATIONS + 1);
  expect(await postgres.logins()).toEqual([current.username]);
});
