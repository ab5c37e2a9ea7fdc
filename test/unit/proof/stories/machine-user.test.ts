import { judgePromise } from "../../../../src/proof/evidence/index.js";
import { machineUserPromises as promises } from "../../../../src/proof/stories/machine-user/promises.js";
import type {
  MachineUserHistory,
  MachineUserStages,
} from "../../../../src/proof/stories/machine-user/stage.js";
import { awsCall, gatewayCall, key } from "../../../support/proof/recorded-history.js";
import { brokenIn, butIn, destroyed, idle, unchangedDeploy } from "../../../support/proof/verdicts.js";

const FIRST = "AKIAFIRSTKEYOFMACHIN";
const SECOND = "AKIASECONDKEYOFMACHI";
const delivered = [
  awsCall(1, "CreateAccessKey"),
  awsCall(2, "PutSecretValue", { service: "secretsmanager" }),
  awsCall(3, "GetCallerIdentity", { service: "sts", callerKeyId: FIRST }),
];

const held: MachineUserStages = {
  deploy: {
    ...destroyed,
    aws: delivered,
    keysMade: [FIRST],
    keysAfter: [key(FIRST)],
    current: FIRST,
  },
  read: {
    ...idle,
    developers: { keyId: FIRST, worksAs: "arn:aws:iam::000000424242:user/machines/pusher" },
    administrators: "AccessDeniedException",
  },
  rotation: {
    ...destroyed,
    aws: delivered,
    keysMade: [SECOND],
    keysAfter: [key(FIRST), key(SECOND)],
    current: SECOND,
  },
  "second deploy": { ...unchangedDeploy, keysAfter: [key(FIRST), key(SECOND)], current: SECOND },
  destroy: { ...destroyed, current: undefined },
};

const DELIVERED = "the key goes from IAM straight into the secret, once";
const READ = "those to whom it is granted read a key that works, an administrator of the account does not";
const ROTATED = "a rotation makes another key current, and the one before works on for its grace";
const UNCHANGED = "a deploy after that changes nothing and writes nothing";
const NOTHING = "cdktf destroy leaves nothing in the gateway and nothing in AWS";
const AGAIN = awsCall(4, "GetSecretValue", { service: "secretsmanager" });
const END = awsCall(4, "DeleteAccessKey", { parameters: { AccessKeyId: FIRST } });

test("every promise holds where the key is delivered, read and rotated with overlap", () => {
  expect(brokenIn(promises, held)).toEqual([]);
});

test.each<[string, string, MachineUserStages]>([
  [DELIVERED, "two keys were made", butIn(held, "deploy", { keysMade: [FIRST, SECOND] })],
  [DELIVERED, "the secret holds no key", butIn(held, "deploy", { current: undefined })],
  [DELIVERED, "the secret holds another key", butIn(held, "deploy", { current: SECOND })],
  [DELIVERED, "the key does not work", butIn(held, "deploy", { keysAfter: [key(FIRST, "Inactive")] })],
  [DELIVERED, "nothing was put", butIn(held, "deploy", { aws: delivered.slice(0, 1) })],
  [DELIVERED, "a value was read", butIn(held, "deploy", { aws: [...delivered, AGAIN] })],
  [READ, "developers are refused", butIn(held, "read", { developers: "AccessDeniedException" })],
  [
    READ,
    "the key that they get does not work",
    butIn(held, "read", { developers: { keyId: FIRST, worksAs: "InvalidClientTokenId" } }),
  ],
  [
    READ,
    "they get another key",
    butIn(held, "read", {
      developers: { keyId: SECOND, worksAs: "arn:aws:iam::000000424242:user/machines/pusher" },
    }),
  ],
  [READ, "an administrator reads it", butIn(held, "read", { administrators: "read" })],
  [
    READ,
    "the secret is not there for an administrator",
    butIn(held, "read", { administrators: "ResourceNotFoundException" }),
  ],
  [ROTATED, "no key was made", butIn(held, "rotation", { keysMade: [], current: FIRST })],
  [ROTATED, "the new key is not current", butIn(held, "rotation", { current: FIRST })],
  [
    ROTATED,
    "the key before is off",
    butIn(held, "rotation", { keysAfter: [key(FIRST, "Inactive"), key(SECOND)] }),
  ],
  [ROTATED, "the key before was ended and is there", butIn(held, "rotation", { aws: [...delivered, END] })],
  [ROTATED, "the new key is off", butIn(held, "rotation", { keysAfter: [key(FIRST)] })],
  [
    UNCHANGED,
    "the secret was written to",
    butIn(held, "second deploy", { aws: [awsCall(1, "PutSecretValue")] }),
  ],
  [
    UNCHANGED,
    "the gateway was written to",
    butIn(held, "second deploy", { gateway: [gatewayCall(1, "x", "/x")] }),
  ],
  [NOTHING, "the secret is left", butIn(held, "destroy", { madeAndThere: ["secret of Secrets Manager x"] })],
  [NOTHING, "the key before is left", butIn(held, "destroy", { keysAfter: [key(FIRST)] })],
])("%s: fails when %s", (title, _why, history) => {
  expect(brokenIn(promises, history)).toContain(title);
});

test("every promise fails whose stage was not reached", () => {
  expect(brokenIn<MachineUserHistory>(promises, {})).toEqual(promises.map(({ title }) => title));
});

test("no key id is shown whole", () => {
  const seen = promises.map((promised) => judgePromise(promised, held).seen).join();
  expect(seen).not.toMatch(/AKIA\w{16}/);
});
