import { type Afterwards, afterwardsOf } from "../../../../src/cli/retire/afterwards.js";
import type { KeyOutcome } from "../../../../src/cli/retire/carry-out.js";
import { type Stack, stackOf } from "../../../../src/cli/state/stack.js";
import { readStateFile } from "../../../../src/cli/state/state-file.js";
import { parseIamUserArn } from "../../../../src/domain/iam-user-arn.js";
import { accessKey, type StateResource, stateText } from "../../../support/cli/terraform-state.js";

const ARN = "arn:aws:iam::123456789012:user/gw";
const user = parseIamUserArn(ARN);

const stackWith = (resources: readonly StateResource[], outputs: Readonly<Record<string, unknown>> = {}) =>
  stackOf(readStateFile(stateText(resources, outputs), "here"));

/** Says of these keys that they are gone, each fed to the target of the same place in the state. */
function adviceOn(stack: Stack, ids: readonly string[]): Afterwards | undefined {
  const outcomes = stack.keys
    .filter(({ keyId }) => ids.includes(keyId))
    .map((keyResource, index): KeyOutcome => {
      const targetResource = stack.targets[index];
      const about = { keyId: keyResource.keyId, user, keyResource, targetResource };
      return { kind: "nothing", about, why: "it is gone" };
    });
  return afterwardsOf(outcomes, stack);
}

const key = (id: string, more: Partial<StateResource> = {}): StateResource => ({
  type: "aws_iam_access_key",
  name: "seed",
  attributes: accessKey(id, "gw"),
  ...more,
});
const gw: StateResource = { type: "aws_iam_user", name: "gw", attributes: { name: "gw", arn: ARN } };

test("forgets a key by a block, in three languages that say the same", () => {
  const removed = adviceOn(stackWith([key("AKIA1")]), ["AKIA1"])?.removed;
  expect(removed).toEqual({
    addresses: ["aws_iam_access_key.seed"],
    hcl: "removed {\n  from = aws_iam_access_key.seed\n  lifecycle {\n    destroy = false\n  }\n}\n",
    json: [{ from: "aws_iam_access_key.seed", lifecycle: { destroy: false } }],
    cdktf:
      'stack.addOverride("removed", [\n  { from: "aws_iam_access_key.seed", lifecycle: { destroy: false } },\n]);\n',
  });
});

test("names the outputs that show the key, which cannot stay either", () => {
  const { undeclare, outputs } = adviceOn(stackWith([key("AKIA1")], { seed_id: "AKIA1", other: "x" }), [
    "AKIA1",
  ]) as Afterwards;
  expect({ undeclare, outputs }).toEqual({ undeclare: ["aws_iam_access_key.seed"], outputs: ["seed_id"] });
});

describe("with count, for_each and modules", () => {
  const instances = [
    { key: "a", attributes: accessKey("AKIA1", "gw") },
    { key: "it's", attributes: accessKey("AKIA2", "gw") },
  ];

  test("forgets all instances by one block without keys, once all of them are gone", () => {
    const stack = stackWith([
      key("", { module: 'module.team["x"]', instances }),
      key("", { module: 'module.team["y"]', instances: [{ key: 0, attributes: accessKey("AKIA3", "gw") }] }),
    ]);
    const { removed, byHand } = adviceOn(stack, ["AKIA1", "AKIA2", "AKIA3"]) as Afterwards;
    expect({ from: removed?.addresses, byHand }).toEqual({
      from: ["module.team.aws_iam_access_key.seed"],
      byHand: [],
    });
  });

  test("forgets by hand the instances that are gone, as long as others live", () => {
    const stack = stackWith([key("", { instances })]);
    const { removed, byHand, undeclare } = adviceOn(stack, ["AKIA2"]) as Afterwards;
    expect({ removed, undeclare }).toEqual({ removed: undefined, undeclare: [] });
    expect(byHand).toEqual([
      {
        address: `aws_iam_access_key.seed["it's"]`,
        command: `terraform state rm 'aws_iam_access_key.seed["it'\\''s"]'`,
      },
    ]);
  });

  test("knows another instance of the module for one that lives", () => {
    const stack = stackWith([
      key("AKIA1", { module: "module.team[0]" }),
      key("AKIA2", { module: "module.team[1]" }),
    ]);
    expect(adviceOn(stack, ["AKIA1"])?.removed).toBeUndefined();
    expect(adviceOn(stack, ["AKIA1"])?.byHand).toEqual([
      expect.objectContaining({ address: "module.team[0].aws_iam_access_key.seed" }),
    ]);
  });
});

describe("makes a seeded target of the one that was given the key", () => {
  const target = (more: Partial<StateResource>): StateResource => ({
    type: "latchkey_target_aws",
    name: "aws",
    attributes: { name: "/prod/aws", access_key_id: "AKIA1", seed_user_arn: null },
    ...more,
  });
  const adviceWith = (...resources: readonly StateResource[]) =>
    adviceOn(stackWith([key("AKIA1"), ...resources]), ["AKIA1"]) as Afterwards;
  const editOf = (...resources: readonly StateResource[]) =>
    adviceOn(stackWith([key("AKIA1"), ...resources]), ["AKIA1"])?.targets[0];

  test("ours: under another name, because the old address is forgotten", () => {
    const edit = editOf(gw, target({}));
    expect(edit).toMatchObject({ address: "latchkey_target_aws.aws", forgets: true });
    const { removed, undeclare } = adviceWith(gw, target({}));
    expect(removed?.addresses).toEqual(["aws_iam_access_key.seed", "latchkey_target_aws.aws"]);
    // Terraform refuses a `removed` block for what is declared.
    expect(undeclare).toEqual(removed?.addresses);
    expect(edit?.hcl).toBe(`\
resource "latchkey_target_aws" "aws_seeded" {
  name          = "/prod/aws"
  seed_user_arn = aws_iam_user.gw.arn
}

import {
  to = latchkey_target_aws.aws_seeded
  id = "/prod/aws,${ARN}"
}
`);
    expect(edit?.cdktf).toContain(`new LatchkeyTargetAws(stack, "aws_seeded", {\n  name: "/prod/aws",`);
    expect(edit?.cdktf).toContain(`}).importFrom("/prod/aws,${ARN}");`);
  });

  test("the official provider's: under its own name, and it is said why", () => {
    const edit = editOf(target({ type: "akeyless_target_aws", name: "theirs" }));
    expect(edit?.address).toBe("akeyless_target_aws.theirs");
    expect(edit?.hcl).toContain('resource "latchkey_target_aws" "theirs" {');
    expect(edit?.hcl).toContain(`seed_user_arn = "${ARN}"`);
    expect(edit?.why).toContain("At every refresh the official provider writes the key");
  });

  test("within a module: the import belongs into the root module, the resource into its own", () => {
    const edit = editOf(gw, target({ module: "module.team" }));
    expect(edit?.hcl).toBe(`\
# In module.team:
resource "latchkey_target_aws" "aws_seeded" {
  name          = "/prod/aws"
  seed_user_arn = "${ARN}"
}

# In the root module:
import {
  to = module.team.latchkey_target_aws.aws_seeded
  id = "/prod/aws,${ARN}"
}
`);
  });

  test("each of many: a resource of its own in the root module, and what is forgotten has no keys", () => {
    const many = target({
      module: "module.team[1]",
      instances: [
        { key: "eu.west", attributes: { name: "/prod/aws", access_key_id: "AKIA1" } },
        { key: "us", attributes: { name: "/prod/us", access_key_id: "AKIA2" } },
      ],
    });
    const { removed, targets } = adviceOn(
      stackWith([key("AKIA1"), key("AKIA2", { name: "second" }), gw, many]),
      ["AKIA1", "AKIA2"],
    ) as Afterwards;
    expect(removed?.addresses).toEqual([
      "aws_iam_access_key.seed",
      "aws_iam_access_key.second",
      "module.team.latchkey_target_aws.aws",
    ]);
    expect(targets.map(({ hcl }) => hcl)).toEqual(
      [
        ["module_team_1_aws_seeded_eu_west", "/prod/aws"],
        ["module_team_1_aws_seeded_us", "/prod/us"],
      ].map(
        ([name, path]) => `\
# In the root module:
resource "latchkey_target_aws" "${name}" {
  name          = "${path}"
  seed_user_arn = "${ARN}"
}

import {
  to = latchkey_target_aws.${name}
  id = "${path},${ARN}"
}
`,
      ),
    );
  });

  test("one of many, while others stay as they are: it is forgotten by hand", () => {
    const many = target({
      instances: [
        { key: "a", attributes: { name: "/a", access_key_id: "AKIA1" } },
        { key: "b", attributes: { name: "/b", access_key_id: "AKIA2" } },
      ],
    });
    const { removed, byHand } = adviceWith(gw, many);
    expect(removed?.addresses).toEqual(["aws_iam_access_key.seed"]);
    expect(byHand).toEqual([
      {
        address: 'latchkey_target_aws.aws["a"]',
        command: "terraform state rm 'latchkey_target_aws.aws[\"a\"]'",
      },
    ]);
  });
});

test("offers a retirement where a target of ours is seeded and its configuration has none", () => {
  const seeded: StateResource = {
    type: "latchkey_target_aws",
    name: "aws",
    attributes: { name: "/t", seed_user_arn: ARN, seed_key_id: "AKIA1" },
  };
  const retirement = { type: "latchkey_seed_retirement", name: "x", attributes: { target: "/t" } };
  const gone = (stack: Stack) => {
    const about = { keyId: "AKIA1", user, targetResource: stack.targets[0] };
    return afterwardsOf([{ kind: "nothing", about, why: "it is gone" }], stack);
  };
  expect(gone(stackWith([seeded]))).toMatchObject({
    undeclare: [],
    removed: undefined,
    targets: [{ hcl: expect.stringContaining('resource "latchkey_seed_retirement" "aws" {') }],
  });
  expect(gone(stackWith([seeded, retirement]))).toBeUndefined();
  const one = { ...seeded, instances: [{ key: "eu.west", attributes: { ...seeded.attributes } }] };
  expect(gone(stackWith([one]))?.targets[0]?.hcl).toMatch(
    /^resource "latchkey_seed_retirement" "aws_eu_west" \{\n {2}target {8}= latchkey_target_aws\.aws\["eu\.west"\]\.name\n/,
  );
});

test("says nothing about keys that are still there", () => {
  const stack = stackWith([key("AKIA1")]);
  const about = { keyId: "AKIA1", keyResource: stack.keys[0] };
  expect(afterwardsOf([{ kind: "unrelated", about }], stack)).toBeUndefined();
});
