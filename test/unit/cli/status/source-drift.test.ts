import { readStateFile } from "../../../../src/cli/state/state-file.js";
import { judgeCredential } from "../../../../src/cli/status/judge.js";
import { type StatedSource, statedSources } from "../../../../src/cli/status/source-drift.js";
import { facts, rotator, SEED, subject, WORK, withheld } from "../../../support/cli/status-facts.js";
import { stateText } from "../../../support/cli/terraform-state.js";

const IDENTITY = { seen: { kind: "gateway-identity" } } as const;
const ROLE = "arn:aws:iam::1:role/r";
const DELEGATED = { seen: { kind: "gateway-identity", roleArn: ROLE } } as const;
const NOTHING = { seen: { kind: "nothing" } } as const;
const HELD = { seen: { kind: "key", id: WORK } } as const;
const unrotated = { rotator: { seen: { ...rotator, lastRotatedAt: null } } };

function codeOf(source: StatedSource, changes: Parameters<typeof facts>[0]) {
  return judgeCredential({ ...subject, source }, facts(changes)).verdict.code;
}

test.each<[string, StatedSource, Parameters<typeof facts>[0]]>([
  ["a seeded target that uses the gateway's identity", { kind: "seed" }, { holding: IDENTITY }],
  ["a target on the gateway's identity that holds a key", { kind: "gateway-identity" }, { holding: HELD }],
  [
    "a target on the gateway's identity that holds nothing",
    { kind: "gateway-identity" },
    { holding: NOTHING },
  ],
  [
    "a target on the gateway's identity that assumes a role",
    { kind: "gateway-identity" },
    { holding: DELEGATED },
  ],
  [
    "a target that assumes another role",
    { kind: "gateway-identity", roleArn: `${ROLE}-2` },
    { holding: DELEGATED },
  ],
  [
    "a target with a role that works as the gateway itself",
    { kind: "gateway-identity", roleArn: ROLE },
    { holding: IDENTITY },
  ],
  ["a target with a key that uses the gateway's identity", { kind: "key", id: SEED }, { holding: IDENTITY }],
  ["a target with a key that holds nothing", { kind: "key", id: SEED }, { holding: NOTHING }],
  [
    "a target with a key that holds another one without a rotation",
    { kind: "key", id: SEED },
    { holding: HELD, ...unrotated },
  ],
  [
    "a target with a key that holds another one without a rotator",
    { kind: "key", id: SEED },
    { holding: HELD, rotator: { seen: undefined }, rotatorPath: undefined },
  ],
])("tells the changed source of %s", (_, source, changes) => {
  expect(codeOf(source, changes)).toBe("source-changed");
});

test.each<[string, StatedSource, Parameters<typeof facts>[0]]>([
  ["a seeded target that holds a key of its user", { kind: "seed" }, {}],
  ["a target on the gateway's identity", { kind: "gateway-identity" }, { holding: IDENTITY }],
  [
    "a target that assumes the stated role",
    { kind: "gateway-identity", roleArn: ROLE },
    { holding: DELEGATED },
  ],
  ["a target with the stated key", { kind: "key", id: WORK }, { holding: HELD, ...unrotated }],
  ["a target whose key a rotator has replaced", { kind: "key", id: SEED }, { holding: HELD }],
  [
    "a target whose rotator the caller may not see",
    { kind: "key", id: SEED },
    { holding: HELD, rotator: withheld },
  ],
  [
    "a target of which the caller may not see what it holds",
    { kind: "gateway-identity" },
    { holding: withheld },
  ],
])("finds the source of %s as it is stated", (_, source, changes) => {
  expect(codeOf(source, changes)).not.toBe("source-changed");
});

test("says what the state says, what the target holds, and shows no id whole", () => {
  const { says } = judgeCredential(
    { ...subject, source: { kind: "key", id: SEED } },
    facts({ holding: HELD, ...unrotated }),
  ).verdict;
  expect(says).toBe(
    "The state says that target /prod/aws was given access key AKIA…SEED, and it holds access key AKIA…WORK. It was changed in the gateway, and a plan does not notice it.",
  );
});

test("names the roles of the state and of the target", () => {
  const source = { kind: "gateway-identity", roleArn: `${ROLE}-2` } as const;
  expect(judgeCredential({ ...subject, source }, facts({ holding: DELEGATED })).verdict.says).toBe(
    `The state says that target /prod/aws uses the gateway's own identity and assumes ${ROLE}-2 from there, and it uses the gateway's own identity and assumes ${ROLE} from there. It was changed in the gateway, and a plan does not notice it.`,
  );
});

test("reads the source of every target in a state, and none where it is left open", () => {
  const target = (label: string, attributes: object) => ({
    type: "latchkey_target_aws",
    name: label,
    attributes,
  });
  const text = stateText([
    target("a", { name: "a", seed_user_arn: "arn:aws:iam::1:user/u" }),
    target("b", { name: "/b", use_gateway_identity: true, access_key_id: null }),
    target("c", { name: "/c", access_key_id: "AKIAC" }),
    target("b2", { name: "/b2", use_gateway_identity: true, role_arn: ROLE }),
    target("d", { name: "/d", use_gateway_identity: false }),
    { type: "akeyless_target_aws", name: "e", attributes: { name: "/e", access_key_id: "AKIAE" } },
  ]);
  expect(Object.fromEntries(statedSources(readStateFile(text, "test")))).toEqual({
    "/a": { kind: "seed" },
    "/b": { kind: "gateway-identity" },
    "/b2": { kind: "gateway-identity", roleArn: ROLE },
    "/c": { kind: "key", id: "AKIAC" },
  });
});
