import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Fault } from "../../errors/fault.js";
import { Access } from "./access.js";
import { GatewayCallLog } from "./call-log.js";
import { newAuthMethod } from "./commands/auth-method-kinds.js";
import { newRole } from "./commands/roles.js";
import { AwsEndpoint } from "./effects/aws-endpoint.js";
import { Events } from "./events.js";
import { restoreGateway, stateOfGateway } from "./gateway-state.js";
import { API_KEY } from "./kinds/auth-kinds.js";
import { Locks } from "./locks.js";
import { CertificateChallenges } from "./logins/certificate.js";
import { UidTokens } from "./logins/uid-tokens.js";
import { Passports } from "./passports.js";
import { PlannedGatewayAnswers } from "./planned-answers.js";
import { randomId } from "./random-text.js";
import { newest } from "./records/target.js";
import type { SandboxGateway, SandboxGatewayOptions } from "./sandbox-gateway.js";
import { SecretLedger } from "./secret-ledger.js";
import { gatewayServer } from "./server.js";
import { TokenSessions } from "./session.js";
import { Store } from "./store.js";
import { Upkeep } from "./upkeep.js";
import type { GatewayWorld } from "./world.js";

/** Minutes for which a token lives unless the options say otherwise. */
const TOKEN_MINUTES = 60;

/**
 * Starts a local gateway. It keeps everything in memory and forgets it when it is closed, unless the caller
 * keeps its state.
 * @throws Fault SANDBOX_PORT_TAKEN if it cannot listen on host and port.
 */
export async function startSandboxGateway(options: SandboxGatewayOptions): Promise<SandboxGateway> {
  const closing = new AbortController();
  const { world, admin } = newWorld(options, closing.signal);
  const log = new GatewayCallLog(options.clock);
  const planned = new PlannedGatewayAnswers();
  const changed = options.changed ?? (() => undefined);
  const upkeep = new Upkeep(world, changed);
  const server = gatewayServer({
    world,
    log,
    planned,
    changed: () => {
      upkeep.plan();
      changed();
    },
  });
  let connections = 0;
  server.on("connection", () => {
    connections += 1;
  });
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      reject(
        new Fault("SANDBOX_PORT_TAKEN", {
          doing: "starting the sandbox's gateway",
          seen: `${host}:${options.port ?? 0} could not be opened (${cause.code ?? cause.message})`,
          state: "Nothing was started.",
          cause,
        }),
      );
    });
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;

  upkeep.plan();
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}/api/v2`,
    admin: { accessId: admin.accessId, accessKey: admin.accessKey.reveal() },
    state: () => stateOfGateway(world, admin),
    calls: () => log.all(),
    events: () => world.events.all(),
    connections: () => connections,
    heldKeyId: (name) => heldKeyId(world, name),
    issuedSecrets: () => world.secrets.all(),
    expireTokens: () => world.sessions.expireAll(),
    answerNext: (command, answer) => planned.plan(command, answer),
    async close() {
      closing.abort(new Error("the gateway is closed"));
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await world.locks.idle();
      await upkeep.stop();
    },
  };
}

function newWorld(options: SandboxGatewayOptions, closing: AbortSignal) {
  const { clock } = options;
  const sleep = options.sleep ?? ((ms, signal) => wait(ms, undefined, { signal }));
  const store = new Store();
  const secrets = new SecretLedger();
  const { before } = options;
  const accountId = before?.accountId ?? `acc-${randomId(12)}`;
  const base = {
    accountId,
    clock,
    store,
    secrets,
    sessions: new TokenSessions(clock, secrets, store, options.tokenTtlMinutes ?? TOKEN_MINUTES),
    uidTokens: new UidTokens(clock, secrets),
    challenges: new CertificateChallenges(),
    access: new Access(store, accountId),
    events: new Events(clock),
    locks: new Locks(),
    aws: new AwsEndpoint(options.aws.url),
    identity: {
      accessKeyId: options.aws.identity.accessKeyId,
      secretAccessKey: secrets.keep(options.aws.identity.secretAccessKey),
      sessionToken: null,
    },
    foreignKeys: options.foreignKeys ?? "delete",
    customIntervals: options.customIntervals ?? "days",
    accountRules: (options.accountRules ?? []).map((rule) => ({
      ...rule,
      ttl: 0,
      isAccounts: true as const,
    })),
    closing,
    sleep: (ms: number) => sleep(ms, closing),
  };
  if (before) {
    restoreGateway(base, before);
    const passports = new Passports(clock, secrets, before.admin.accessId, before.passportKey);
    const world: GatewayWorld = { ...base, passports };
    return { world, admin: before.admin };
  }
  const accessKey = secrets.keep(options.admin?.accessKey ?? randomId(44));
  const accessId = options.admin && { accessId: options.admin.accessId };
  const method = newAuthMethod(base, "/admin", API_KEY, { accessKey, ...accessId });
  newRole(base, "/admin", true).associations.push({
    id: "ass-admin",
    authMethodId: method.id,
    authMethodName: method.name,
    subClaims: {},
    caseSensitive: true,
  });
  const world: GatewayWorld = { ...base, passports: new Passports(clock, secrets, method.accessId) };
  return { world, admin: { accessId: method.accessId, accessKey } };
}

function heldKeyId(world: GatewayWorld, name: string): string | undefined {
  const target = world.store.targets.byName(name.startsWith("/") ? name : `/${name}`);
  if (target?.kind !== "aws") return undefined;
  const { useGatewayIdentity, keys } = newest(target.versions).details;
  return useGatewayIdentity ? undefined : keys?.accessKeyId;
}
