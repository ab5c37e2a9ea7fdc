import { inspect } from "node:util";
import { stackOf } from "../../../../src/cli/state/stack.js";
import { readStateFile } from "../../../../src/cli/state/state-file.js";
import {
  accessKey,
  STORED_SECRET,
  type StateResource,
  stateText,
} from "../../../support/cli/terraform-state.js";

const ID = "AKIASEEDSEEDSEEDSEED";
const KEY: StateResource = { type: "aws_iam_access_key", name: "seed", attributes: accessKey(ID, "gw") };

const stack = (resources: readonly StateResource[], outputs: Readonly<Record<string, unknown>> = {}) =>
  stackOf(readStateFile(stateText(resources, outputs), "here"));

test("knows targets of both providers by the same spelling of their paths", () => {
  const { targets } = stack([
    {
      type: "latchkey_target_aws",
      name: "ours",
      attributes: { name: "prod/ours", access_key_id: ID, seed_user_arn: null, use_gateway_identity: null },
    },
    {
      type: "akeyless_target_aws",
      name: "theirs",
      attributes: { name: "/prod/theirs", access_key_id: ID, access_key: STORED_SECRET, region: "" },
      dependsOn: ["aws_iam_access_key.seed"],
    },
    {
      type: "latchkey_target_aws",
      name: "seeded",
      attributes: { name: "/prod/seeded", seed_user_arn: "arn:u", seed_key_id: ID, access_key_id: null },
    },
  ]);
  expect(targets).toEqual([
    expect.objectContaining({ path: "/prod/ours", accessKeyId: ID, seed: undefined }),
    expect.objectContaining({
      path: "/prod/theirs",
      accessKeyId: ID,
      dependsOn: ["aws_iam_access_key.seed"],
    }),
    expect.objectContaining({
      path: "/prod/seeded",
      accessKeyId: undefined,
      seed: { userArn: "arn:u", keyId: ID },
    }),
  ]);
});

test("leaves out targets that hold no key, and rotators that do not rotate a target's", () => {
  const { targets, rotators } = stack([
    { type: "latchkey_target_aws", name: "a", attributes: { name: "/a", use_gateway_identity: true } },
    { type: "akeyless_target_aws", name: "b", attributes: { name: "/b", use_gw_cloud_identity: true } },
    { type: "latchkey_rotated_secret_aws", name: "c", attributes: { name: "c", target: "/t" } },
    { type: "latchkey_rotator_aws", name: "former", attributes: { name: "/former", target: "/t" } },
    {
      type: "akeyless_rotated_secret_aws",
      name: "d",
      attributes: { name: "/d", target_name: "t", rotator_type: "target", api_key: STORED_SECRET },
    },
    {
      type: "akeyless_rotated_secret_aws",
      name: "e",
      attributes: { name: "/e", target_name: "/t", rotator_type: "api-key" },
    },
    ...["target", "api-key"].map((rotator_type) => ({
      type: "latchkey_rotated_secret_aws",
      name: rotator_type,
      attributes: { name: `/ours-${rotator_type}`, target: "/t", rotator_type },
    })),
  ]);
  expect(targets).toEqual([]);
  expect(rotators.map(({ path, target }) => [path, target])).toEqual([
    ["/c", "/t"],
    ["/former", "/t"],
    ["/d", "/t"],
    ["/ours-target", "/t"],
  ]);
});

test("knows what the configuration says about a retirement", () => {
  const attributes = {
    target: "t",
    rotator: "r",
    quiet_period_seconds: 45,
    proof_producer: "p",
    seed_key_id: ID,
  };
  expect(stack([{ type: "latchkey_seed_retirement", name: "x", attributes }]).retirements).toEqual([
    { target: "/t", rotator: "/r", quietSeconds: 45, proofProducer: "/p" },
  ]);
});

test("tells where else a key's id stands, however deep: not where it is the gateway's", () => {
  const inside = { type: "aws_ssm_parameter", name: "p", attributes: { value: `{"id":"${ID}"}` } };
  const deep = { type: "terraform_data", name: "d", attributes: { input: { list: [{ [ID]: 1 }] } } };
  const looked = { type: "aws_iam_access_keys", name: "k", mode: "data", attributes: { ids: [ID] } } as const;
  const target = {
    type: "akeyless_target_aws",
    name: "t",
    attributes: { name: "/t", access_key_id: ID },
  };
  const other = { type: "aws_ssm_parameter", name: "other", attributes: { value: "AKIAOTHEROTHEROTHERO" } };
  const seen = stack([KEY, inside, deep, looked, target, other], { key_id: ID, other: "x" });
  expect(seen.mentions(ID)).toEqual({
    resources: ["aws_ssm_parameter.p", "terraform_data.d"],
    outputs: ["key_id"],
  });
});

test("takes no secret out of the state", () => {
  const everything = stack(
    [
      KEY,
      { type: "akeyless_target_aws", name: "t", attributes: { name: "/t", access_key: STORED_SECRET } },
      { type: "aws_ssm_parameter", name: "p", attributes: { value: STORED_SECRET, id: ID } },
    ],
    { secret: STORED_SECRET },
  );
  expect(everything.keys).toHaveLength(1);
  expect(inspect(everything, { depth: null, showHidden: true })).not.toContain(STORED_SECRET);
});
