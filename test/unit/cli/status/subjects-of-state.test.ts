import { readStateFile } from "../../../../src/cli/state/state-file.js";
import { subjectsOf } from "../../../../src/cli/status/subjects-of-state.js";
import { type StateResource, stateText } from "../../../support/cli/terraform-state.js";

const USER = "arn:aws:iam::000000424242:user/gw";
const one = (type: string, attributes: object): StateResource => ({ type, name: "it", attributes });
const subjects = (...resources: readonly StateResource[]) =>
  subjectsOf(readStateFile(stateText(resources), "test"));

const target = one("latchkey_target_aws", { name: "prod/aws", seed_user_arn: USER, seed_key_id: "AKIASEED" });
const rotator = one("latchkey_rotated_secret_aws", { name: "/r", target: "/prod/aws" });
const retired = {
  ...{ target: "/prod/aws", seed_user_arn: USER, seed_key_id: "AKIASEED" },
  ...{ proof: "sts", retired_at: "2026-03-02T12:00:00.000Z" },
};
const retirement = one("latchkey_seed_retirement", { ...retired, rotator: "/r-of-retirement" });

test("puts a target, its rotator and its retirement together, however their paths are spelt", () => {
  expect(subjects(one("latchkey_seed_retirement", retired), rotator, target)).toEqual([
    {
      target: "/prod/aws",
      user: expect.objectContaining({ arn: USER }),
      rotator: "/r",
      seedKeyId: "AKIASEED",
      retirement: { proof: "sts", at: new Date("2026-03-02T12:00:00Z") },
    },
  ]);
});

test("knows a rotator under the former name of its type", () => {
  const former = one("latchkey_rotator_aws", { name: "/r", target: "/prod/aws" });
  expect(subjects(former, target)).toMatchObject([{ target: "/prod/aws", rotator: "/r" }]);
});

test("takes the rotator that the retirement works with, and never one with a key of its own", () => {
  const own = (type: string, name: string) =>
    one(type, { name, target: "/prod/aws", target_name: "/prod/aws", rotator_type: "api-key" });
  const ours = own("latchkey_rotated_secret_aws", "/a");
  const others = [own("latchkey_rotated_secret_aws", "/z"), own("akeyless_rotated_secret_aws", "/b")];
  expect(subjects(target, ours, rotator, ...others)).toMatchObject([{ rotator: "/r" }]);
  expect(subjects(target, ours, ...others)).toMatchObject([{ rotator: undefined }]);
  expect(subjects(target, ours, rotator, retirement)).toMatchObject([{ rotator: "/r-of-retirement" }]);
});

test("knows a target by its retirement alone", () => {
  expect(subjects(retirement)).toMatchObject([
    { target: "/prod/aws", rotator: "/r-of-retirement", seedKeyId: "AKIASEED" },
  ]);
});

test("leaves open what the state does not tell", () => {
  const bare = one("latchkey_target_aws", { name: "/b", seed_user_arn: null, use_gateway_identity: true });
  const half = one("latchkey_seed_retirement", { target: "/a", rotator: null, retired_at: "someday" });
  expect(subjects(bare, half)).toEqual([
    {
      ...{ target: "/a", user: undefined, rotator: undefined, seedKeyId: undefined },
      retirement: { proof: undefined, at: undefined },
    },
    { target: "/b", user: undefined, rotator: undefined, seedKeyId: undefined, retirement: undefined },
  ]);
});

test("takes every instance of count and for_each, and the targets of the official provider", () => {
  const attributes = (name: string) => ({ name, seed_user_arn: USER });
  const many: StateResource = {
    ...{ type: "latchkey_target_aws", name: "many", module: "module.a" },
    instances: [
      { key: "x", attributes: attributes("/x") },
      { key: "y", attributes: attributes("/y") },
    ],
  };
  const foreign = one("akeyless_target_aws", { name: "/z" });
  expect(subjects(many, foreign).map((subject) => subject.target)).toEqual(["/x", "/y", "/z"]);
});

test("knows whose key a target of the official provider works with where the state holds key and user", () => {
  const arn = "arn:aws:iam::123456789012:user/ci";
  const found = subjects(
    one("akeyless_target_aws", { name: "z", access_key_id: "AKIAIOSFODNN7SAMPLES" }),
    one("akeyless_rotated_secret_aws", { name: "r", target_name: "/z", rotator_type: "target" }),
    one("aws_iam_access_key", { id: "AKIAIOSFODNN7SAMPLES", user: "ci" }),
    one("aws_iam_user", { name: "ci", arn }),
  );
  expect(found).toMatchObject([{ target: "/z", rotator: "/r", user: { arn } }]);
});
