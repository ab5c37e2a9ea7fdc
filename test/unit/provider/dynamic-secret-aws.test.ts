import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { SecretText } from "../../../src/domain/secret-text.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { GatewayAdministrator } from "../../support/gateway/administrator.js";
import {
  createProducer,
  type ProducerShape,
  removeProducer,
  updateProducer,
} from "../../support/gateway/by-hand.js";
import { done, errorOf, leftMark, type Stage, stage, takenOver } from "../../support/provider/stage.js";

let at: Stage;
let terraform: TerraformModel;
beforeAll(async () => {
  at = await stage();
  const credentials = {
    kind: "key",
    keyId: "AKIAIOSFODNN7EXAMPLE",
    secret: new SecretText("the-secret-of-a-key"),
  } as const;
  const shape = { description: null, region: null };
  await at.gateway.targets.createAws({ ...shape, name: "/aws/keyed", credentials });
  await at.gateway.targets.createAws({
    ...shape,
    name: "/aws/own",
    credentials: { kind: "gateway-identity" },
  });
});
afterAll(() => at.close());
beforeEach(async () => {
  await removeProducer(at.gateway, "/dyn");
  terraform = await at.terraform("latchkey_dynamic_secret_aws");
  at.commands();
});

const ROLE = "arn:aws:iam::000000424242:role/a";
const OTHER_ROLE = "arn:aws:iam::000000424242:role/b";
const ofRole = { name: "/dyn", target: "/aws/keyed", access_mode: "assume_role", role_arns: [ROLE] };
const fullOfRole = {
  ...ofRole,
  role_arns: [OTHER_ROLE, ROLE],
  ttl_seconds: 43200,
  region: "eu-west-1",
  external_id: "an-id",
  description: "d",
  tags: ["b", "a"],
};
const ofUser = { name: "/dyn", target: "/aws/keyed", access_mode: "iam_user" };
const fullOfUser = {
  ...ofUser,
  policy_arns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
  user_groups: ["g2", "g1"],
  console_access: true,
  programmatic_access: false,
  ttl_seconds: 90,
};

const writes = () => at.commands().filter((command) => !command.includes("get"));

test.each([
  ofRole,
  fullOfRole,
  { ...ofRole, region: "us-east-2", policy_arns: [], description: "" },
  { ...ofRole, name: "dyn", target: "aws/keyed" },
  { ...ofRole, programmatic_access: false },
  ofUser,
  fullOfUser,
])(
  "creates %j with one write and a mark that is taken away, and has nothing to change afterwards",
  async (config) => {
    expect(await terraform.apply(config)).toEqual(done("create"));
    expect(writes()).toEqual(["dynamic-secret-create-aws", "update-item"]);
    expect(await terraform.apply(config)).toEqual(done("none"));
    expect(at.commands()).toEqual(["dynamic-secret-get"]);
  },
);

test.each<[object, object]>([
  [fullOfRole, { ...fullOfRole, target: "/aws/own", ttl_seconds: 3600 }],
  [fullOfRole, { ...fullOfRole, role_arns: [ROLE] }],
  [fullOfRole, { ...fullOfRole, ttl_seconds: 900 }],
  [fullOfRole, { ...fullOfRole, region: null }],
  [fullOfRole, { ...fullOfRole, external_id: null }],
  [fullOfRole, { ...fullOfRole, description: null }],
  [fullOfRole, { ...fullOfRole, tags: null }],
  [fullOfRole, { ...fullOfRole, tags: ["c"] }],
  [fullOfRole, fullOfUser],
  [fullOfUser, { ...fullOfUser, policy_arns: null }],
  [fullOfUser, { ...fullOfUser, user_groups: [] }],
  [fullOfUser, { ...fullOfUser, console_access: false, programmatic_access: true }],
  [fullOfUser, ofRole],
])("changes %j to %j in place, with one write", async (before, after) => {
  await terraform.apply(before as typeof ofRole);
  at.commands();
  expect(await terraform.apply(after as typeof ofRole)).toEqual(done("update"));
  expect(writes()).toEqual(["dynamic-secret-update-aws"]);
  expect(await terraform.apply(after as typeof ofRole)).toEqual(done("none"));
});

const shape: ProducerShape = {
  name: "/dyn",
  target: "/aws/keyed",
  accessMode: "assume_role",
  roleArns: [ROLE, OTHER_ROLE],
  policyArns: [],
  userGroups: [],
  consoleAccess: false,
  programmaticAccess: true,
  ttlSeconds: 43200,
  region: "eu-west-1",
  externalId: "an-id",
  description: "d",
  tags: ["a", "b"],
};

test.each<[Partial<ProducerShape>, object]>([
  [{ target: "/aws/own" }, { target: "/aws/own" }],
  [{ roleArns: [ROLE] }, { role_arns: [ROLE] }],
  [{ ttlSeconds: 1000 }, { ttl_seconds: 1000 }],
  [{ region: null }, { region: "us-east-2" }],
  [{ externalId: "other" }, { external_id: "other" }],
  [{ externalId: null }, { external_id: null }],
  [{ description: null }, { description: null }],
  [{ tags: [] }, { tags: null }],
  [
    { accessMode: "iam_user", policyArns: ["p"] },
    { access_mode: "iam_user", policy_arns: ["p"] },
  ],
])("notices that somebody set %j in the gateway, and sets it back", async (change, seen) => {
  await terraform.apply(fullOfRole);
  await updateProducer(at.gateway, { ...shape, ...change });
  await terraform.refresh();
  expect(terraform.state).toMatchObject(seen);
  expect(await terraform.apply(fullOfRole)).toEqual(done("update"));
  expect(await terraform.apply(fullOfRole)).toEqual(done("none"));
});

test("notices a region where none was configured", async () => {
  await terraform.apply(ofRole);
  await updateProducer(at.gateway, {
    ...shape,
    roleArns: [ROLE],
    ttlSeconds: 3600,
    externalId: null,
    description: null,
    tags: [],
  });
  expect(await terraform.apply(ofRole)).toEqual(done("update"));
  expect(await at.gateway.dynamicProducers.find("/dyn")).toMatchObject({ region: "us-east-2" });
});

test("takes nothing for drift that says nothing about a role", async () => {
  await terraform.apply(ofRole);
  const body = {
    ...{
      dynamic_secret_name: "/dyn",
      aws_access_mode: "assumed_role",
      aws_role_arns: ROLE,
      user_ttl: "1h0m0s",
    },
    item_targets_assoc: [{ target_name: "/aws/keyed" }],
  };
  at.sandboxGateway.answerNext("dynamic-secret-get", { status: 200, body });
  expect(await terraform.apply(ofRole)).toEqual(done("none"));
});

test("sets a lifetime that somebody gave without a unit, of which nobody outside knows what it means", async () => {
  await terraform.apply(ofRole);
  const administrator = new GatewayAdministrator(at.sandboxGateway);
  const own = {
    name: "/dyn",
    "target-name": "/aws/keyed",
    "access-mode": "assume_role",
    "aws-role-arns": ROLE,
  };
  await administrator.run("dynamic-secret-update-aws", { ...own, "user-ttl": "10" });
  expect(await at.gateway.dynamicProducers.find("/dyn")).toMatchObject({ ttlSeconds: null });
  await terraform.refresh();
  expect(terraform.state).toMatchObject({ ttl_seconds: 0 });
  expect(await terraform.apply(ofRole)).toEqual(done("update"));
  expect(await at.gateway.dynamicProducers.find("/dyn")).toMatchObject({ ttlSeconds: 3600 });
  expect(await terraform.apply(ofRole)).toEqual(done("none"));
});

test("makes a producer anew that was deleted behind Terraform's back, and destroys what is gone", async () => {
  await terraform.apply(ofRole);
  await removeProducer(at.gateway, "/dyn");
  expect(await terraform.apply(ofRole)).toEqual(done("create"));
  at.sandboxGateway.answerNext("dynamic-secret-delete", { status: 404, body: { error: "not found" } });
  expect(await terraform.destroy()).toEqual(done("delete"));
});

test.each([fullOfRole, fullOfUser])(
  "imports %j so that the next apply has nothing to change",
  async (config) => {
    await terraform.apply(config);
    const other = await at.terraform("latchkey_dynamic_secret_aws");
    expect(await other.import("/dyn")).toEqual(done(null));
    expect(await other.apply(config)).toEqual(done("none"));
  },
);

test("fails on a producer that exists already, with the block that imports it", async () => {
  await terraform.apply(ofRole);
  at.commands();
  const other = await at.terraform("latchkey_dynamic_secret_aws");
  const text = errorOf(await other.apply({ ...ofRole, ttl_seconds: 1800 }));
  expect(text).toContain('import {\n  to = latchkey_dynamic_secret_aws.LABEL\n  id = "/dyn"\n}');
  expect(writes()).toEqual([]);
});

const bareShape = { ...shape, roleArns: [ROLE], ttlSeconds: 3600, region: null, externalId: null };
test.each<[object, ProducerShape]>([
  [ofRole, { ...bareShape, description: null, tags: [] }],
  [fullOfRole, shape],
  [
    fullOfUser,
    {
      ...bareShape,
      ...{
        accessMode: "iam_user",
        roleArns: [],
        policyArns: fullOfUser.policy_arns,
        userGroups: ["g1", "g2"],
      },
      ...{ consoleAccess: true, programmaticAccess: false, ttlSeconds: 90, description: null, tags: [] },
    },
  ],
])("adopts %j that a killed run has left", async (given, left) => {
  const config = given as typeof ofRole;
  await createProducer(at.gateway, left, { mark: leftMark() });
  const afterwards = await at.terraform("latchkey_dynamic_secret_aws");
  at.commands();
  expect(await afterwards.apply(config)).toEqual(takenOver);
  expect(writes().filter((command) => command.includes("dynamic"))).toEqual([]);
  expect(await afterwards.apply(config)).toEqual(done("none"));
});

test.each([ofRole, fullOfRole, fullOfUser])(
  "finds %j again when the reply to its create is lost",
  async (config) => {
    at.sandboxGateway.answerNext("dynamic-secret-create-aws", { replyLost: true });
    expect(await terraform.apply(config)).toEqual(done("create"));
    expect(writes()).toEqual(["dynamic-secret-create-aws", "update-item"]);
    expect(await terraform.apply(config)).toEqual(done("none"));
  },
);

describe("sessions of more than an hour through the gateway's own identity", () => {
  const own = { ...ofRole, target: "aws/own" };

  test("are refused before anything is made, because AWS limits role chaining", async () => {
    const text = errorOf(await terraform.apply({ ...own, ttl_seconds: 3601 }));
    expect(text).toContain("TTL_OUT_OF_RANGE");
    expect(at.commands()).toEqual(["target-get-details"]);
    expect(terraform.state).toBeNull();
  });

  test("are refused before anything is changed", async () => {
    await terraform.apply({ ...own, ttl_seconds: 3600 });
    at.commands();
    expect(errorOf(await terraform.apply({ ...own, ttl_seconds: 7200 }))).toContain("TTL_OUT_OF_RANGE");
    expect(writes()).toEqual([]);
    expect(await at.gateway.dynamicProducers.find("/dyn")).toMatchObject({ ttlSeconds: 3600 });
  });

  test("are left to AWS where the caller may not see the target's details", async () => {
    const denied = {
      status: 401,
      body: { error: "Status 401 Unauthorized, Error: UnauthorizedAccess." },
      times: 9,
    };
    at.sandboxGateway.answerNext("target-get-details", denied);
    expect(await terraform.apply({ ...own, ttl_seconds: 3601 })).toEqual(done("create"));
    expect(at.log.text).toContain("ttl_seconds unchecked");
  });
});

test.each([
  [{ ...ofRole, ttl_seconds: 899 }, "TTL_OUT_OF_RANGE"],
  [{ ...ofRole, ttl_seconds: 43201 }, "TTL_OUT_OF_RANGE"],
  [{ ...ofUser, ttl_seconds: 59 }, "TTL_OUT_OF_RANGE"],
  [{ ...ofUser, role_arns: [ROLE] }, "ACCESS_MODE_MISMATCH"],
  [{ ...ofRole, role_arns: null }, "ACCESS_MODE_MISMATCH"],
])("fails on %j before anything is sent", async (config, code) => {
  expect(errorOf(await terraform.apply(config))).toContain(code);
  expect(at.commands()).toEqual([]);
});

describe("sessions that the target makes too long", () => {
  const own = { ...ofRole, target: "aws/own" };

  test("are refused when they are planned, of a new producer and of one that changes", async () => {
    expect(errorOf(await terraform.plan({ ...own, ttl_seconds: 3601 }))).toContain("TTL_OUT_OF_RANGE");
    await terraform.apply({ ...own, ttl_seconds: 3600 });
    at.commands();
    expect(errorOf(await terraform.plan({ ...own, ttl_seconds: 3601 }))).toContain("TTL_OUT_OF_RANGE");
    expect(writes()).toEqual([]);
  });

  test("are not asked after by a plan that changes nothing", async () => {
    const long = { ...ofRole, ttl_seconds: 7200 };
    await terraform.apply(long);
    at.commands();
    expect(await terraform.apply(long)).toEqual(done("none"));
    expect(at.commands()).toEqual(["dynamic-secret-get"]);
  });
});

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

describe("a producer with an access key of its own", () => {
  const command = (word: string, more: object = {}) =>
    at.gateway.objects.find({ command: word, doing: "asking for", name: "/dyn", fields: more as never });
  const held = async () => {
    const told = await command("dynamic-secret-get");
    return [told?.aws_access_key_id, told?.aws_secret_access_key];
  };
  const keyed = (
    key: { readonly id: string; readonly secret: string | null },
    version: bigint,
    more = {},
  ) => ({
    name: "/dyn",
    access_key_id: key.id,
    secret_access_key_wo: key.secret,
    secret_access_key_wo_version: version,
    access_mode: "iam_user",
    ...more,
  });
  /** A new user who may do everything, and its key. */
  const made = async (UserName: string) => {
    const { url: endpoint, deployer: credentials } = at.sandboxAws;
    const iam = new IAMClient({ endpoint, region: "us-east-1", credentials });
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: ADMINISTRATOR }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    iam.destroy();
    return { id: String(AccessKey?.AccessKeyId), secret: String(AccessKey?.SecretAccessKey) };
  };

  test("issues with it, and leaves alone the one by which the gateway has replaced it", async () => {
    const first = await made("issuer-one");
    const rotating = { enable_admin_rotation: true, admin_rotation_interval_days: 7n };
    expect(await terraform.apply(keyed(first, 1n, rotating))).toEqual(done("create"));
    expect(await held()).toEqual([first.id, first.secret]);
    expect(Object.values(terraform.state ?? {})).not.toContain(first.secret);
    expect(await command("dynamic-secret-get-value")).toMatchObject({ access_key_id: expect.any(String) });

    await command("gateway-rotate-secret");
    const rotated = await held();
    expect(rotated[0]).not.toBe(first.id);
    expect(await terraform.apply(keyed(first, 1n, rotating))).toEqual(done("none"));
    const without = { ...first, secret: null };
    expect(await terraform.apply(keyed(without, 1n, { ...rotating, ttl_seconds: 1800n }))).toEqual(
      done("update"),
    );
    expect(await held()).toEqual(rotated);
    expect(await terraform.apply(keyed(first, 1n, { ttl_seconds: 1800n, name: "/dyn" }))).toEqual(
      done("update"),
    );
    expect(await held()).toEqual(rotated);
  });

  test("is given another key by a new version, a target instead of it, and a key again", async () => {
    const [first, second] = [await made("issuer-two"), await made("issuer-three")];
    await terraform.apply(keyed(first, 1n));
    expect(await terraform.apply(keyed(second, 2n))).toEqual(done("update"));
    expect(await held()).toEqual([second.id, second.secret]);

    expect(await terraform.apply(ofUser)).toEqual(done("update"));
    expect(await held()).toEqual([undefined, undefined]);
    expect(await terraform.apply(ofUser)).toEqual(done("none"));

    expect(await terraform.apply(keyed(first, 1n))).toEqual(done("update"));
    expect(await held()).toEqual([first.id, first.secret]);
    expect(await terraform.apply(keyed(first, 1n))).toEqual(done("none"));
  });

  test("is imported without its key, which the first word about it does not replace", async () => {
    const [first, second] = [await made("issuer-four"), await made("issuer-five")];
    await terraform.apply(keyed(first, 1n));
    const importing = await at.terraform("latchkey_dynamic_secret_aws");
    await importing.import("/dyn");
    expect(await importing.apply({ name: "/dyn", access_mode: "iam_user" })).toEqual(done("none"));
    const { action, diagnostics } = await importing.apply(keyed(second, 4n));
    expect(action).toBe("update");
    expect(diagnostics.map(({ severity }) => severity)).toEqual(expect.not.arrayContaining(["error"]));
    expect(await held()).toEqual([first.id, first.secret]);
    expect(await importing.apply(keyed(second, 4n))).toEqual(done("none"));
    expect(await importing.apply(keyed(second, 5n))).toEqual(done("update"));
    expect(await held()).toEqual([second.id, second.secret]);
  });

  const KEY = { id: "AKIAIOSFODNN7EXAMPLE", secret: "the-secret-of-a-key" };
  test.each<[string, object, string]>([
    ["a target beside it", { ...keyed(KEY, 1n), target: "/aws/keyed" }, "target and access_key_id are set"],
    ["neither", { name: "/dyn", access_mode: "iam_user" }, "neither target nor access_key_id is set"],
    ["no version", { ...keyed(KEY, 1n), secret_access_key_wo_version: null }, "WRITE_ONLY_VERSION_MISSING"],
    ["an id alone", { ...ofUser, target: null, access_key_id: KEY.id }, "neither secret_access_key_wo nor"],
    ["no secret", keyed({ ...KEY, secret: null }, 1n), "secret_access_key_wo is not"],
    [
      "a secret without its id",
      { ...keyed(KEY, 1n), access_key_id: null, target: "/aws/keyed" },
      "access_key_id is not",
    ],
    ["an id of temporary credentials", keyed({ ...KEY, id: "ASIAIOSFODNN7EXAMPLE" }, 1n), "session token"],
    ["admin rotation of a target", { ...ofUser, enable_admin_rotation: true }, "through a target"],
  ])("is refused with %s, before anything is sent", async (_, config, words) => {
    expect(errorOf(await terraform.apply(config as never))).toContain(words);
    expect(at.commands()).toEqual([]);
  });

  test("is refused another id of the same version, and a target taken away, before anything is sent", async () => {
    const [first, second] = [await made("issuer-six"), await made("issuer-seven")];
    await terraform.apply(keyed(first, 1n));
    at.commands();
    expect(errorOf(await terraform.apply(keyed(second, 1n)))).toContain(
      "secret_access_key_wo_version does not",
    );
    expect(writes()).toEqual([]);
    await terraform.apply(ofUser);
    at.commands();
    expect(errorOf(await terraform.apply({ name: "/dyn", access_mode: "iam_user" }))).toContain("taken away");
    expect(writes()).toEqual([]);
  });
});

test.each([
  [{ ...ofUser, session_tags: { team: "a" } }, "ACCESS_MODE_MISMATCH"],
  [
    { ...ofUser, session_tags: { a: "b" }, transitive_tag_keys: [] },
    "access_mode is iam_user, session_tags is set",
  ],
  [{ ...ofRole, password_length: 20n }, "ACCESS_MODE_MISMATCH"],
  [{ ...ofUser, password_length: 20n }, "ACCESS_MODE_MISMATCH"],
  [{ ...ofRole, transitive_tag_keys: ["team"] }, "session_tags has no team"],
  [{ ...ofRole, session_tags: { "a=b": "c" } }, "should have no"],
  [{ ...ofRole, session_tags: { "aws:team": "c" } }, "aws:"],
  [{ ...ofRole, session_tags: { Team: "a", team: "b" } }, "their case"],
  [{ ...ofRole, session_tags: { team: "a,b" } }, "should be made of"],
])("fails on %j before anything is sent, too", async (config, words) => {
  expect(errorOf(await terraform.apply(config as never))).toContain(words);
  expect(at.commands()).toEqual([]);
});
