import type { History, Stage } from "../../../src/proof/stories/main-job/stage.js";
import type { AwsCallRecord } from "../../../src/sandbox/aws/sandbox-aws.js";
import type { GatewayCallRecord } from "../../../src/sandbox/gateway/sandbox-gateway.js";

export const SEED = "AKIASEEDSEEDSEEDSEED";
export const WORKING = "AKIAWORKINGKEY000001";
export const NEXT = "AKIAWORKINGKEY000002";
export const USER = "gateway-user";

const USER_ARN = `arn:aws:iam::000000424242:user/latchkey/${USER}`;
const DEPLOYER_ARN = "arn:aws:iam::000000424242:user/latchkey-sandbox/deployer";
const START = Date.UTC(2030, 0, 1, 12);

/** A call of IAM or STS; `number` is its place, and its second. */
export function awsCall(number: number, action: string, more: Partial<AwsCallRecord> = {}): AwsCallRecord {
  return {
    number,
    at: new Date(START + number * 1000),
    service: "iam",
    action,
    write: /^(Create|Delete|Update|Put)/.test(action),
    parameters: {},
    caller: DEPLOYER_ARN,
    callerKeyId: "AKIADEPLOYERDEPLOYER",
    userAgent: "test",
    status: 200,
    error: null,
    ...more,
  };
}

export function gatewayCall(number: number, command: string, name: string, write = true): GatewayCallRecord {
  const at = new Date(START + number * 1000);
  return { number, at, command, write, name, accessId: "p-1", status: 200, error: null };
}

const byWorkingKey = { service: "sts", caller: USER_ARN, callerKeyId: WORKING } as const;

/** The calls of a deploy after which the deployer itself has turned off and deleted the seed. */
export const retiredByDeployer: readonly AwsCallRecord[] = [
  awsCall(1, "CreateAccessKey", { parameters: { UserName: USER } }),
  awsCall(2, "GetCallerIdentity", { service: "sts", caller: USER_ARN, callerKeyId: SEED }),
  awsCall(3, "CreateAccessKey", { parameters: { UserName: USER }, caller: USER_ARN, callerKeyId: SEED }),
  awsCall(4, "GetCallerIdentity", byWorkingKey),
  awsCall(11, "GetCallerIdentity", byWorkingKey),
  awsCall(12, "GetCallerIdentity", byWorkingKey),
  awsCall(13, "UpdateAccessKey", { parameters: { UserName: USER, AccessKeyId: SEED, Status: "Inactive" } }),
  awsCall(28, "GetCallerIdentity", byWorkingKey),
  awsCall(29, "DeleteAccessKey", { parameters: { UserName: USER, AccessKeyId: SEED } }),
];

/** The calls of a deploy in which the gateway has deleted the seed as soon as it had replaced it. */
export const deletedByGateway: readonly AwsCallRecord[] = [
  ...retiredByDeployer.slice(0, 4),
  awsCall(5, "DeleteAccessKey", { ...byWorkingKey, service: "iam", parameters: { AccessKeyId: SEED } }),
  ...retiredByDeployer.slice(4, 6),
  awsCall(14, "GetCallerIdentity", byWorkingKey),
];

const idle: Stage = {
  seconds: 1,
  aws: [awsCall(1, "GetUser"), awsCall(2, "ListAccessKeys")],
  gateway: [gatewayCall(1, "target-get", "/t", false)],
  events: [],
  keysMade: [],
  keysAfter: [key(WORKING)],
  madeAndThere: [],
  heldAfter: WORKING,
  terraform: { noChanges: true, changes: { added: 0, changed: 0, destroyed: 0 } },
  usedAs: undefined,
};

/** A run in which every promise held. */
export const healthy: Required<History> = {
  plan: { ...idle, keysAfter: [], heldAfter: undefined },
  "first deploy": {
    ...idle,
    aws: retiredByDeployer,
    gateway: [gatewayCall(1, "target-create-aws", "/t"), gatewayCall(2, "gateway-rotate-secret", "/r")],
    events: [{ at: new Date(START + 10_000), kind: "rotated", name: "/r", from: SEED, to: WORKING }],
    keysMade: [SEED, WORKING],
    terraform: { noChanges: false, changes: { added: 9, changed: 0, destroyed: 0 } },
  },
  "second deploy": idle,
  "a day goes by": {
    ...idle,
    events: [{ at: new Date(START + 86_400_000), kind: "rotated", name: "/r", from: WORKING, to: NEXT }],
    keysMade: [NEXT],
    keysAfter: [key(NEXT)],
    heldAfter: NEXT,
  },
  "third deploy": { ...idle, keysAfter: [key(NEXT)], heldAfter: NEXT },
  use: {
    ...idle,
    events: [{ at: new Date(START + 86_400_000), kind: "issued", name: "/p" }],
    usedAs: "arn:aws:sts::000000424242:assumed-role/admin/session",
  },
  destroy: {
    ...idle,
    keysAfter: [],
    heldAfter: undefined,
    terraform: { noChanges: false, changes: { added: 0, changed: 0, destroyed: 9 } },
  },
};

/** The same run, but for what is given of one stage. */
export function butFor(name: keyof History, change: Partial<Stage>): Required<History> {
  return { ...healthy, [name]: { ...healthy[name], ...change } };
}

export function key(id: string, status: "Active" | "Inactive" = "Active"): Stage["keysAfter"][number] {
  return { userName: USER, id, status, createdAt: new Date(START), lastUsedAt: null };
}
