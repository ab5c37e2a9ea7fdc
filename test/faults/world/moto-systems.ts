import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { startSandboxGateway } from "../../../src/sandbox/gateway/start.js";
import { SandboxClock } from "../../../src/sandbox/sandbox-clock.js";
import { Moto } from "../../support/acceptance/moto.js";
import type { Actor, Call } from "../calls/call.js";
import { awsCall, gatewayCall } from "../calls/read-call.js";
import { FaultProxy, type Passage } from "../proxy/fault-proxy.js";
import type { Strike } from "../proxy/strike.js";
import { realWait } from "../time/pace.js";
import { type Entry, History, type Standing } from "./history.js";
import { KeyBook } from "./key-book.js";
import { Person } from "./person.js";
import type { Systems } from "./systems.js";

/** IAM calls that change nothing begin with one of these. */
const READS = /^(Get|List|Simulate)/;

/**
 * The local gateway on an AWS that somebody else has written: moto, with its authorization switched on. How keys stand
 * is told by moto's answers, since nobody can look into it.
 */
export async function openMotoSystems(options: {
  readonly foreignKeys: "delete" | "leave";
  readonly targets: readonly string[];
}): Promise<Systems> {
  const clock = new SandboxClock();
  const now = () => clock.now();
  const moto = await Moto.start(realWait);
  const deployer = await administrator(moto.url, "deployer");
  const gatewayIdentity = await administrator(moto.url, "gateway-identity");
  await moto.switchAuthorizationOn();

  const open: { close(): Promise<void> }[] = [{ close: () => moto.stop() }];
  const opened = <T extends { close(): Promise<void> }>(part: T): T => {
    open.push(part);
    return part;
  };
  const book = new KeyBook(now);
  const targets = [...options.targets];
  const standing = (): Standing => ({
    keys: [...book.keys],
    held: Object.fromEntries(
      targets.flatMap((name) => {
        const held = gateway.heldKeyId(name);
        return held === undefined ? [] : [[name, held]];
      }),
    ),
  });
  const history = new History(now, standing);
  let uncounted = 0;
  const nameKey = (id: string) => {
    if (id === deployer.accessKeyId) return "deployer";
    const made = book.made.slice(uncounted).indexOf(id);
    return made === -1 ? "" : `key ${made + 1}`;
  };
  const strike = (call: Call): Strike | undefined => systems.strike(call);
  const toAws = async (actor: Actor) =>
    opened(
      await FaultProxy.open({
        upstream: moto.url,
        read: (request) => awsCall(request, actor, nameKey),
        strike: actor === "person" ? () => undefined : strike,
        passed: (passage: Passage, answer) => {
          book.note(passage, answer);
          if (actor !== "person") history.add(passage);
        },
      }),
    );
  const behindGateway = await toAws("gateway");
  const gateway = opened(
    await startSandboxGateway({
      clock,
      aws: { url: behindGateway.url, identity: gatewayIdentity },
      foreignKeys: options.foreignKeys,
    }),
  );
  const beforeAws = await toAws("provider");
  const ofPerson = await toAws("person");
  const beforeGateway = opened(
    await FaultProxy.open({
      upstream: gateway.url,
      read: (request) => gatewayCall(request, "provider"),
      strike,
      passed: (passage) => history.add(passage),
    }),
  );
  const person = new Person({
    awsUrl: ofPerson.url,
    coarse: true,
    aws: deployer,
    gatewayUrl: gateway.url,
    gateway: gateway.admin,
  });

  const systems: Systems = {
    environment: {
      AWS_ENDPOINT_URL: beforeAws.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: deployer.accessKeyId,
      AWS_SECRET_ACCESS_KEY: deployer.secretAccessKey,
      AKEYLESS_GATEWAY: beforeGateway.url,
      AKEYLESS_ACCESS_ID: gateway.admin.accessId,
      AKEYLESS_ACCESS_KEY: gateway.admin.accessKey,
    },
    person,
    history,
    strike: () => undefined,
    now,
    standing,
    advance: (seconds) => clock.advance(seconds),
    watch: (target) => targets.push(target),
    beginToCountKeys: () => {
      uncounted = book.made.length;
    },
    setPropagation: () => {
      throw new Error("moto shows every change at once");
    },
    issuedSecrets: () => [deployer.secretAccessKey, ...book.secrets, ...gateway.issuedSecrets()],
    isWrite: ({ call }: Entry) =>
      call.system === "gateway"
        ? gateway.calls().some(({ command, write }) => command === call.operation && write)
        : call.system === "iam" && !READS.test(call.operation),
    // Nobody can look into moto: that its part of the history is whole is known only by the sandbox's cells.
    gaps: () => [],
    async close() {
      person.leave();
      for (const part of open.splice(0).reverse()) await part.close();
    },
  };
  return systems;
}

/** A user who may do everything, made while nobody is asked for a signature. */
async function administrator(url: string, UserName: string) {
  const iam = new IAMClient({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "nobody", secretAccessKey: "nobody" },
  });
  try {
    await iam.send(new CreateUserCommand({ UserName }));
    const Statement = [{ Effect: "Allow", Action: "*", Resource: "*" }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "all", PolicyDocument }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    return {
      accessKeyId: AccessKey?.AccessKeyId ?? "",
      secretAccessKey: AccessKey?.SecretAccessKey ?? "",
    };
  } finally {
    iam.destroy();
  }
}
