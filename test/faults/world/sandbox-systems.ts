import { startSandboxAws } from "../../../src/sandbox/aws/start.js";
import type { GatewayEvent } from "../../../src/sandbox/gateway/sandbox-gateway.js";
import { startSandboxGateway } from "../../../src/sandbox/gateway/start.js";
import { SandboxClock } from "../../../src/sandbox/sandbox-clock.js";
import type { Call } from "../calls/call.js";
import { awsCall, gatewayCall } from "../calls/read-call.js";
import { FaultProxy, type Passage } from "../proxy/fault-proxy.js";
import type { Strike } from "../proxy/strike.js";
import { renamedPath } from "../stack/changes.js";
import { History, type Standing } from "./history.js";
import { keyOfReaders, replacedInSecret } from "./machine-secrets.js";
import { PERSON, Person } from "./person.js";
import type { Systems } from "./systems.js";

export interface SandboxSystemsOptions {
  /** What a rotation does with a key that the gateway did not make itself. */
  readonly foreignKeys: "delete" | "leave";
  /** The targets whose keys are watched, by their paths, and secrets of machine users by their names. */
  readonly targets: readonly string[];
}

/** The keys that a rotation has left for a grace that is not over, and that a rotation has made as well. */
function keysInGrace(events: readonly GatewayEvent[], now: Date): readonly string[] {
  return events.flatMap(({ from, keptUntil }) => {
    const isKept = keptUntil !== undefined && (keptUntil === null || keptUntil > now);
    return isKept && from !== undefined && events.some(({ to }) => to === from) ? [from] : [];
  });
}

/** The local gateway and the local AWS, with proxies before both and between them. */
export async function openSandboxSystems(options: SandboxSystemsOptions): Promise<Systems> {
  const clock = new SandboxClock();
  const now = () => clock.now();
  const open: { close(): Promise<void> }[] = [];
  const opened = <T extends { close(): Promise<void> }>(part: T): T => {
    open.push(part);
    return part;
  };

  const aws = opened(await startSandboxAws({ clock }));
  const targets = [...options.targets];
  const stores = () => ({ account: aws.state(), gateway: gateway.state() });
  const standing = (): Standing => ({
    keys: aws
      .accessKeys()
      .map(({ id, userName, status, createdAt }) => ({ id, userName, status, createdAt })),
    inGrace: [
      ...keysInGrace(gateway.events(), now()),
      ...targets.flatMap((name) => replacedInSecret(stores(), name, now())),
    ],
    held: Object.fromEntries(
      targets.flatMap((name) => {
        const held =
          gateway.heldKeyId(name) ?? gateway.heldKeyId(renamedPath(name)) ?? keyOfReaders(stores(), name);
        return held === undefined ? [] : [[name, held]];
      }),
    ),
  });
  const history = new History(now, standing);
  let uncounted = 0;
  const nameKey = (id: string) => {
    if (id === aws.deployer.accessKeyId) return "deployer";
    const made = aws.everCreatedKeyIds().slice(uncounted).indexOf(id);
    return made === -1 ? "" : `key ${made + 1}`;
  };
  const strike = (call: Call): Strike | undefined => systems.strike(call);
  const passed = (passage: Passage) => history.add(passage);

  const behindGateway = opened(
    await FaultProxy.open({
      upstream: aws.url,
      read: (request) => awsCall(request, "gateway", nameKey),
      strike,
      passed,
    }),
  );
  const gateway = opened(
    await startSandboxGateway({
      clock,
      aws: { url: behindGateway.url, identity: aws.gatewayIdentity },
      foreignKeys: options.foreignKeys,
    }),
  );
  const beforeAws = opened(
    await FaultProxy.open({
      upstream: aws.url,
      read: (request) => awsCall(request, "provider", nameKey),
      strike,
      passed,
    }),
  );
  const beforeGateway = opened(
    await FaultProxy.open({
      upstream: gateway.url,
      read: (request) => gatewayCall(request, "provider"),
      strike,
      passed,
    }),
  );
  // What a person does is recorded nowhere, but has to happen at the cell's time.
  const ofPerson = opened(
    await FaultProxy.open({
      upstream: aws.url,
      read: (request) => awsCall(request, "person", nameKey),
      strike: () => undefined,
      passed: () => {},
    }),
  );
  const person = new Person({
    awsUrl: ofPerson.url,
    aws: aws.deployer,
    gatewayUrl: gateway.url,
    gateway: gateway.admin,
  });

  const systems: Systems = {
    environment: {
      AWS_ENDPOINT_URL: beforeAws.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: aws.deployer.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.deployer.secretAccessKey,
      AKEYLESS_GATEWAY: beforeGateway.url,
      AKEYLESS_ACCESS_ID: gateway.admin.accessId,
      AKEYLESS_ACCESS_KEY: gateway.admin.accessKey,
    },
    person,
    history,
    lambda: {
      provide: (name, played) => aws.provideFunction(name, played),
      rotationsDone: () => aws.rotationsDone(),
    },
    strike: () => undefined,
    now,
    standing,
    advance: (seconds) => clock.advance(seconds),
    watch: (target) => targets.push(target),
    beginToCountKeys: () => {
      uncounted = aws.everCreatedKeyIds().length;
    },
    setPropagation: (propagation) => aws.setPropagation(propagation),
    issuedSecrets: () => {
      // A static secret that holds a key is secret as a whole, and for the gateway in each of its parts; an id is none.
      const ids = aws.everCreatedKeyIds();
      return [...aws.issuedSecrets(), ...gateway.issuedSecrets()].filter((text) => !ids.includes(text));
    },
    isWrite: ({ call }) =>
      call.system === "gateway"
        ? gateway.calls().some(({ command, write }) => command === call.operation && write)
        : aws.calls().some(({ action, write }) => action === call.operation && write),
    gaps: () => {
      const forwarded = history.all().filter(({ status }) => status !== undefined);
      const toGateway = forwarded.filter(({ call }) => call.system === "gateway").length;
      const toAws = forwarded.length - toGateway;
      const seenByAws = aws.calls().filter(({ userAgent }) => !userAgent.includes(PERSON)).length;
      const seenByGateway = gateway.calls().length - person.gatewayCalls;
      return [
        ...(toAws === seenByAws ? [] : [`AWS recorded ${seenByAws} calls, ${toAws} passed a proxy`]),
        ...(toGateway === seenByGateway
          ? []
          : [`the gateway recorded ${seenByGateway} calls, ${toGateway} passed a proxy`]),
      ];
    },
    async close() {
      person.leave();
      for (const part of open.splice(0).reverse()) await part.close();
    },
  };
  return systems;
}
