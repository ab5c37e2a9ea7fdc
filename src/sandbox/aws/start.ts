import { restoreAccount, stateOfAccount } from "./account-state.js";
import { Api } from "./api.js";
import { AwsCallLog } from "./call-log.js";
import { Federation } from "./federation.js";
import { Functions } from "./functions/functions.js";
import { IMMEDIATE } from "./propagation.js";
import { Randomness } from "./randomness.js";
import type { SandboxAws, SandboxAwsOptions } from "./sandbox-aws.js";
import { RotationRunner } from "./secrets-manager/rotation-runner.js";
import { AwsServer } from "./server.js";
import type { StoredAccessKey } from "./store/access-keys.js";
import { Account } from "./store/account.js";

const SANDBOX_ACCOUNT = "000000424242";
/** The two built-in users have a path and names of their own, so that no user of a test has the same. */
const BUILT_IN_PATH = "/latchkey-sandbox/";

/**
 * Starts the local AWS: one HTTP server for IAM, STS, Secrets Manager and Lambda, which checks every signature and
 * evaluates every policy, and forgets all when it is closed,
 * unless the caller keeps its state.
 * @throws Fault SANDBOX_PORT_TAKEN if it cannot listen on host and port.
 */
export async function startSandboxAws(options: SandboxAwsOptions): Promise<SandboxAws> {
  const { clock, host = "127.0.0.1", port = 0, accountId = SANDBOX_ACCOUNT } = options;
  if (!/^\d{12}$/.test(accountId))
    throw new RangeError(`an AWS account id has twelve digits, got ${accountId}`);
  const account = new Account(accountId, new Randomness(options.randomBytes));
  const { before, changed = () => undefined } = options;
  if (before) restoreAccount(account, before);
  const deployer = before?.deployer ?? administrator(account, "latchkey-sandbox-deployer", clock.now());
  const gatewayIdentity =
    before?.gatewayIdentity ?? administrator(account, "latchkey-sandbox-gateway", clock.now());
  const builtIn = new Set([deployer, gatewayIdentity]);
  account.keys.propagation = { ...IMMEDIATE, ...options.propagation };

  const log = new AwsCallLog();
  const functions = new Functions();
  for (const [name, played] of Object.entries(options.functions ?? {})) functions.provide(name, played);
  const rotator = new RotationRunner(account, functions, clock, changed);
  const api = new Api({ account, log, functions, rotator });
  const federation = new Federation(account);
  const server = await AwsServer.listen(api, federation, log, clock, { host, port, changed });
  rotator.takeUp();
  return {
    url: server.url,
    accountId,
    deployer: { accessKeyId: deployer.id, secretAccessKey: deployer.secret },
    gatewayIdentity: { accessKeyId: gatewayIdentity.id, secretAccessKey: gatewayIdentity.secret },
    calls: () => log.all(),
    accessKeys: () =>
      account.keys
        .existing()
        .filter((key) => !builtIn.has(key))
        .map(({ user, id, status, createdAt, lastUsed }) => ({
          userName: user.name,
          id,
          status,
          createdAt,
          lastUsedAt: lastUsed?.at ?? null,
        })),
    everCreatedKeyIds: () =>
      account.keys
        .ever()
        .filter((key) => !builtIn.has(key))
        .map(({ id }) => id),
    issuedSecrets: () => account.issuedSecrets(),
    setPropagation: (propagation) => {
      account.keys.propagation = { ...account.keys.propagation, ...propagation };
    },
    answerNext: (action, answer) => api.planned.plan(action, answer),
    provideFunction: (name, played) => functions.provide(name, played),
    rotations: () => rotator.records(),
    state: () => stateOfAccount(account, { deployer, gatewayIdentity }),
    rotationsDone: () => rotator.idle(),
    close: async () => {
      await rotator.stop();
      await server.close();
    },
  };
}

/** A user who may do everything. */
function administrator(account: Account, name: string, now: Date): StoredAccessKey {
  const user = account.newUser({ name, path: BUILT_IN_PATH, tags: new Map(), boundary: undefined }, now);
  user.attached.add("arn:aws:iam::aws:policy/AdministratorAccess");
  return account.keys.create(user, now);
}
