import type { Facts, KeyFacts, UserFacts } from "../../../src/cli/status/facts.js";
import type { StatusSubject } from "../../../src/cli/status/subject.js";
import { parseIamUserArn } from "../../../src/domain/iam-user-arn.js";
import { Fault } from "../../../src/errors/fault.js";
import type { RotatorRecord, TargetRecord } from "../../../src/gateway/index.js";

export const NOW = new Date("2026-03-02T12:00:00Z");
export const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

const TARGET = "/prod/aws";
const USER_ARN = "arn:aws:iam::000000424242:user/gateways/gw";

export const SEED = "AKIAABCDEFGHIJKLSEED";
export const WORK = "AKIAABCDEFGHIJKLWORK";

export function key(id: string, hours: number, status = "Active"): KeyFacts {
  return { id, status, createdAt: hoursAgo(hours), lastUse: { seen: undefined } };
}

export const record: TargetRecord = {
  name: TARGET,
  id: 7,
  description: null,
  protectionKey: null,
  createdAt: hoursAgo(10),
  modifiedAt: hoursAgo(10),
  dependents: [{ name: "/prod/rotator", type: "ROTATED_SECRET" }],
  rotators: ["/prod/rotator"],
};

export const rotator: RotatorRecord = {
  name: "/prod/rotator",
  id: 8,
  description: null,
  tags: [],
  target: TARGET,
  targetId: 7,
  autoRotate: true,
  intervalDays: 1,
  rotationHour: 14,
  lastRotatedAt: hoursAgo(9),
  nextRotationAt: hoursAgo(-2),
  grace: null,
  status: "RotationSucceeded",
  lastError: null,
};

export const subject: StatusSubject = {
  target: TARGET,
  user: parseIamUserArn(USER_ARN),
  rotator: undefined,
  seedKeyId: undefined,
  retirement: undefined,
};

export const withheld = {
  withheld: new Fault("GATEWAY_PERMISSION_DENIED", {
    doing: "reading something",
    seen: "the gateway answered 401",
    state: "Nothing was changed by it.",
  }),
};

/** A credential in order, but for what is given. */
export function facts({
  keys,
  ...changes
}: Partial<Facts> & { readonly keys?: UserFacts["keys"] } = {}): Facts {
  return {
    now: NOW,
    target: { seen: record },
    holding: { seen: { kind: "key", id: WORK } },
    rotatorPath: rotator.name,
    rotator: { seen: rotator },
    user: {
      callerAccount: "000000424242",
      user: { seen: { arn: USER_ARN, tags: { "latchkey:target": TARGET } } },
      keys: keys ?? { seen: [key(WORK, 9)] },
    },
    ...changes,
  };
}
