import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { stackOf } from "../../../../src/cli/state/stack.js";
import { readStateFile } from "../../../../src/cli/state/state-file.js";
import {
  accessKey,
  STORED_SECRET,
  type StateResource,
  stateText,
} from "../../../support/cli/terraform-state.js";
import { rows } from "../../../support/disguise/spellings.js";

const ID = "AKIASEEDSEEDSEEDSEED";
const KEY = "aws_iam_access_key.seed";
const TARGET = "latchkey_target_aws.t";
const key: StateResource = { type: "aws_iam_access_key", name: "seed", attributes: accessKey(ID, "gw") };
const target: StateResource = {
  type: "latchkey_target_aws",
  name: "t",
  attributes: { name: "/t", access_key_id: ID },
  dependsOn: [KEY],
};

/** What uses the key, beside it and its target. */
function usesIn(...resources: readonly StateResource[]) {
  const stack = stackOf(readStateFile(stateText([key, target, ...resources]), "here"));
  const [only] = stack.keys;
  return only ? stack.usesOf(only) : [];
}

const addresses = (...resources: readonly StateResource[]) =>
  usesIn(...resources).map(({ address }) => address);

const secretly = (value: unknown): StateResource => ({
  type: "aws_ssm_parameter",
  name: "copy",
  attributes: { name: "/app", value },
  dependsOn: [KEY, TARGET],
});

const base64 = (text: string | Buffer) => Buffer.from(text as string).toString("base64");
const hash = (name: string, text: string, encoding: "hex" | "base64" = "hex") =>
  createHash(name).update(text).digest(encoding);

describe("a holder of the key is found, though it depends on the target, too, by its value", () => {
  test.each<[string, unknown]>([
    ["its secret", STORED_SECRET],
    ["its id", ID],
    ["its password for mail", `B${STORED_SECRET}mtp`],
    ["base64encode", base64(STORED_SECRET)],
    ["base64encode of a file with both", base64(`[default]\naws_access_key_id = ${ID}\n`)],
    ["jsonencode", JSON.stringify({ id: ID, secret: STORED_SECRET })],
    ["jsonencode within jsonencode", JSON.stringify({ auth: JSON.stringify({ secret: STORED_SECRET }) })],
    ["urlencode", `https://x/?s=${encodeURIComponent(STORED_SECRET)}`],
    ["base64gzip", base64(gzipSync(JSON.stringify({ secret: STORED_SECRET })))],
    ["md5", hash("md5", STORED_SECRET)],
    ["sha1", hash("sha1", STORED_SECRET)],
    ["sha256", hash("sha256", STORED_SECRET)],
    ["base64sha256", hash("sha256", STORED_SECRET, "base64")],
    ["sha512", hash("sha512", STORED_SECRET)],
    ["sha256 of a text with the secret in it", hash("sha256", `x${STORED_SECRET}`)],
    ["base64sha512 of such a text", hash("sha512", `x${STORED_SECRET}`, "base64")],
    ["a list of texts", { list: [{ deep: STORED_SECRET }] }],
  ])("%s", (_, value) => {
    const [use, ...more] = usesIn(secretly(value));
    expect(use?.seen).toContain("aws_ssm_parameter.copy");
    expect(more).toEqual([]);
    expect(use?.seen).not.toContain(STORED_SECRET);
  });

  test.each(rows)("the secret %s", (_, write) => {
    // Terraform's values are texts of characters.
    const written = write(STORED_SECRET);
    if (typeof written !== "string") return;
    expect(addresses(secretly(written))).toEqual(["aws_ssm_parameter.copy"]);
  });
});

describe("a holder of the key is found, though it depends on the target, too, by what the state tells else", () => {
  const hidden = (attributes: object, more: Partial<StateResource> = {}): StateResource => ({
    type: "aws_instance",
    name: "app",
    attributes,
    dependsOn: [KEY, TARGET],
    ...more,
  });

  test("a value that Terraform treats as sensitive, whatever was done to it", () => {
    const path = [{ type: "get_attr", value: "user_data" }];
    const text = stateText([key, target, hidden({ user_data: "terces" })]);
    const state = JSON.parse(text);
    state.resources[2].instances[0].sensitive_attributes = [path];
    const uses = (value: unknown) => {
      state.resources[2].instances[0].attributes.user_data = value;
      const stack = stackOf(readStateFile(JSON.stringify(state), "here"));
      return stack.usesOf(stack.keys[0] as (typeof stack.keys)[0]).map(({ address }) => address);
    };
    expect(uses("terces")).toEqual(["aws_instance.app"]);
    // One that is not there was made of nothing.
    expect(uses(null)).toEqual([]);
    expect(uses("")).toEqual([]);
  });

  test.each<[string, object]>([
    ["a write-only value", { value_wo_version: 1 }],
    ["a write-only value of the AWS provider", { has_secret_string_wo: true }],
    ["a hash in its state only", { user_data: "0a4d55a8d778e5022fab701977c5d840bbc486d0" }],
  ])("%s", (_, attributes) => {
    expect(addresses(hidden(attributes))).toEqual(["aws_instance.app"]);
    expect(addresses(hidden({ id: "i-0123456789abcdef0", value_wo_version: null }))).toEqual([]);
  });

  test.each(["terraform_data", "null_resource"])("a %s, which may run something with it", (type) => {
    expect(addresses(hidden({ id: "x" }, { type }))).toEqual([`${type}.app`]);
  });
});

test("what depends on the key and on no resource of the gateway refers to it, whatever stands between", () => {
  const local = { type: "local_file", name: "f", attributes: { filename: "x" }, dependsOn: [KEY] };
  const reader = {
    type: "aws_sns_topic",
    name: "n",
    attributes: { name: "n" },
    dependsOn: [KEY, "local_file.f", "time_sleep.s"],
  };
  const pause = { type: "time_sleep", name: "s", attributes: {}, dependsOn: [KEY] };
  expect(usesIn(local, reader, pause).map(({ seen }) => seen)).toEqual([
    "local_file.f refers to it",
    "aws_sns_topic.n refers to it",
  ]);
});

test("an object of the gateway that works with the key itself is a use, and one that works through the target is none", () => {
  const inline: StateResource = {
    type: "akeyless_dynamic_secret_aws",
    name: "inline",
    attributes: { name: "/p", aws_access_key_id: ID, aws_access_secret_key: STORED_SECRET },
    dependsOn: [KEY, TARGET],
  };
  const through: StateResource = {
    type: "akeyless_dynamic_secret_aws",
    name: "through",
    attributes: { name: "/q", target_name: "/t" },
    dependsOn: [KEY, TARGET],
  };
  const rotator = (name: string, rotator_type: string): StateResource => ({
    type: "akeyless_rotated_secret_aws",
    name,
    attributes: { name: `/${name}`, target_name: "/t", rotator_type, api_id: ID, api_key: STORED_SECRET },
    dependsOn: [KEY, TARGET],
  });
  const ours = (name: string, rotator_type: string): StateResource => ({
    type: "latchkey_rotated_secret_aws",
    name,
    attributes: { name: `/${name}`, target: "/t", rotator_type, api_id: ID },
    dependsOn: [KEY, TARGET],
  });
  const rotators = [
    rotator("own", "api-key"),
    rotator("targets", "target"),
    ours("own", "api-key"),
    ours("targets", "target"),
  ];
  expect(addresses(inline, through, ...rotators)).toEqual([
    "akeyless_dynamic_secret_aws.inline",
    "akeyless_rotated_secret_aws.own",
    "latchkey_rotated_secret_aws.own",
  ]);
});

test("an output that shows the secret in another spelling is one that shows the key", () => {
  const stack = stackOf(
    readStateFile(stateText([key], { encoded: base64(`~${STORED_SECRET}`), other: "x" }), "here"),
  );
  expect(stack.mentions(ID).outputs).toEqual(["encoded"]);
});
