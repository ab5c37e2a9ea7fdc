import type { CandidateFinding } from "../../../../src/cli/retire/candidate.js";
import { findCandidates } from "../../../../src/cli/retire/find-candidates.js";
import type { ToldOfKey } from "../../../../src/cli/retire/options.js";
import { stackOf } from "../../../../src/cli/state/stack.js";
import { readStateFile } from "../../../../src/cli/state/state-file.js";
import { parseIamUserArn } from "../../../../src/domain/iam-user-arn.js";
import { ACCOUNT, arnOf, readOnlySystems, type Systems } from "../../../support/cli/read-only-systems.js";
import {
  accessKey,
  STORED_SECRET,
  type StateResource,
  stateText,
} from "../../../support/cli/terraform-state.js";

const SEED = "AKIASEEDSEEDSEEDSEED";
const WORKING = "AKIAWORKINGKEY000001";
const ADDRESS = "aws_iam_access_key.seed";

const key = (id = SEED, name = "seed", user = "gw"): StateResource => ({
  type: "aws_iam_access_key",
  name,
  attributes: accessKey(id, user),
});
const ours = (path: string, accessKeyId = SEED, name = "t"): StateResource => ({
  type: "latchkey_target_aws",
  name,
  attributes: { name: path, access_key_id: accessKeyId, seed_user_arn: null, seed_key_id: null },
  dependsOn: [ADDRESS],
});
const official = (path: string, accessKeyId: string, name = "o"): StateResource => ({
  type: "akeyless_target_aws",
  name,
  attributes: { name: path, access_key_id: accessKeyId, access_key: "x" },
});
const rotator = (path: string, target: string): StateResource => ({
  type: "latchkey_rotated_secret_aws",
  name: path.replaceAll("/", "_"),
  attributes: { name: path, target },
});
const user = (name = "gw", arn = arnOf(name)): StateResource => ({
  type: "aws_iam_user",
  name,
  attributes: { name, arn },
});

function find(resources: readonly StateResource[], systems: Systems, told: Partial<ToldOfKey> = {}) {
  const stack = stackOf(readStateFile(stateText(resources), "here"));
  return findCandidates(stack, { despite: [], ...told }, readOnlySystems(systems));
}

/** The parts that tell one finding from another. */
function inShort(finding: CandidateFinding) {
  if (finding.kind === "candidate") {
    const { keyId, target, rotator: by, user: whose } = finding.candidate;
    return { keyId, target, rotator: by, user: whose.arn };
  }
  if (finding.kind === "machine") {
    const { keyId, secretId, user: whose, isByTheWay } = finding.candidate;
    return { keyId, secret: secretId, user: whose.arn, isByTheWay };
  }
  if (finding.kind === "nothing") return { nothing: finding.why };
  if (finding.kind === "unrelated") return { unrelated: finding.about.keyId };
  return { refused: finding.fault.code, seen: finding.fault.details.seen, fault: finding.fault };
}

const found = async (...args: Parameters<typeof find>) => (await find(...args)).map(inShort);
const READY = { keyId: SEED, target: "/t", rotator: "/r", user: arnOf("gw") };
const gw = { users: { gw: { keys: [SEED] } } };

describe("finds the target that a key feeds by", () => {
  test.each<[string, readonly StateResource[], Systems]>([
    [
      "the id that the target was given, though nobody may read what it holds",
      [key(), ours("/t"), rotator("/r", "/t")],
      { ...gw, targets: { "/t": "unreadable" } },
    ],
    [
      "what the gateway holds",
      [key(), official("/t", "refreshed-to-something"), rotator("/r", "/t")],
      { ...gw, targets: { "/t": SEED } },
    ],
    [
      "the user whose keys both are, after a rotation that the official provider has followed",
      [key(), official("/t", WORKING), rotator("/r", "/t")],
      { users: { gw: { keys: [SEED, WORKING] } }, targets: { "/t": WORKING } },
    ],
    [
      "the user's dedication, where nobody may read what the target holds",
      [key(), official("/t", WORKING), official("/u", WORKING, "u"), rotator("/r", "/t")],
      {
        users: { gw: { keys: [SEED], dedicatedTo: "t" } },
        targets: { "/t": "unreadable", "/u": "unreadable" },
      },
    ],
  ])("%s", async (_how, resources, systems) => {
    await expect(found([user(), ...resources], systems)).resolves.toEqual([READY]);
  });

  test("the configuration's references, where nothing else tells", async () => {
    const target = { ...official("/t", WORKING), dependsOn: [ADDRESS] };
    const systems: Systems = { ...gw, targets: { "/t": "unreadable" } };
    await expect(found([key(), target, rotator("/r", "/t")], systems)).resolves.toEqual([READY]);
  });
});

test("what depends on the key by way of its target only, or only waits for it, keeps nobody from it", async () => {
  const producer: StateResource = {
    type: "latchkey_dynamic_secret_aws",
    name: "p",
    attributes: { name: "/p", target: "/t" },
    dependsOn: [ADDRESS, "latchkey_target_aws.t"],
  };
  const notice: StateResource = {
    type: "aws_sns_topic",
    name: "after",
    attributes: { name: "after" },
    dependsOn: [ADDRESS, "latchkey_dynamic_secret_aws.p", "latchkey_target_aws.t"],
  };
  const pause: StateResource = {
    type: "time_sleep",
    name: "until_it_works",
    attributes: { create_duration: "15s" },
    dependsOn: [ADDRESS, "aws_iam_user.gw"],
  };
  const resources = [user(), key(), ours("/t"), rotator("/r", "/t"), producer, notice, pause];
  await expect(found(resources, gw)).resolves.toEqual([READY]);
});

describe("takes the user from", () => {
  const resources = [key(), ours("/t"), rotator("/r", "/t")];
  test.each<[string, readonly StateResource[], Systems, string]>([
    ["the state", [user("gw", arnOf("team/gw"))], gw, arnOf("team/gw")],
    ["IAM, where the state does not hold it", [], { users: { gw: { arn: arnOf("x/gw") } } }, arnOf("x/gw")],
    [
      "the reference of the key, where two accounts have a user of this name",
      [
        { ...user("gw", arnOf("gw", "999999999999")), name: "other" },
        user("gw", arnOf("gw")),
        { ...key(), dependsOn: ["aws_iam_user.gw"] },
      ],
      gw,
      arnOf("gw"),
    ],
    [
      "IAM, where two accounts have a user of this name and nothing refers to one",
      [{ ...user("gw", arnOf("gw", "999999999999")), name: "other" }, user("gw", arnOf("gw"))],
      gw,
      arnOf("gw"),
    ],
  ])("%s", async (_where, more, systems, arn) => {
    const withKey = more.some(({ type }) => type === "aws_iam_access_key") ? resources.slice(1) : resources;
    await expect(found([...more, ...withKey], systems)).resolves.toEqual([{ ...READY, user: arn }]);
  });

  test("what was told, before anything else", async () => {
    const told = { user: parseIamUserArn(arnOf("told/gw")) as NonNullable<ToldOfKey["user"]> };
    await expect(found([user(), ...resources], gw, told)).resolves.toEqual([
      { ...READY, user: arnOf("told/gw") },
    ]);
  });
});

test("finds the seed of a target of ours, and how its configuration retires it", async () => {
  const seeded: StateResource = {
    type: "latchkey_target_aws",
    name: "t",
    attributes: { name: "/t", access_key_id: null, seed_user_arn: arnOf("gw"), seed_key_id: SEED },
  };
  const retirement: StateResource = {
    type: "latchkey_seed_retirement",
    name: "x",
    attributes: { target: "/t", rotator: "/r", quiet_period_seconds: 40, proof_producer: "/p" },
  };
  const [finding] = await find([seeded, retirement], gw);
  expect(finding).toMatchObject({
    kind: "candidate",
    candidate: { ...READY, user: { arn: arnOf("gw") }, quietSeconds: 40, proofProducer: "/p" },
  });
  const [told] = await find([seeded, retirement], gw, {
    rotator: "/told",
    quietSeconds: 1,
    proofProducer: "/q",
  });
  expect(told).toMatchObject({ candidate: { rotator: "/told", quietSeconds: 1, proofProducer: "/q" } });
});

describe("leaves alone", () => {
  test.each<[string, readonly StateResource[], Systems]>([
    [
      "a key that feeds no target",
      [key(), ours("/t", WORKING)],
      { users: { gw: { keys: [SEED] }, other: {} }, targets: { "/t": WORKING } },
    ],
    [
      "a key of a user beside the one that seeds the target",
      [
        key(),
        {
          type: "latchkey_target_aws",
          name: "t",
          attributes: { name: "/t", seed_user_arn: arnOf("gw2"), seed_key_id: null },
        },
        rotator("/r", "/t"),
      ],
      { ...gw, targets: { "/t": SEED } },
    ],
    ["a key of a stack without targets", [key()], gw],
  ])("%s", async (_what, resources, systems) => {
    const [first] = await found(resources, systems);
    expect(first).toEqual({ unrelated: SEED });
  });

  test("a second key of the user beside the one that the gateway holds", async () => {
    const systems: Systems = { users: { gw: { keys: [SEED, WORKING] } }, targets: { "/t": SEED } };
    const resources = [key(), key(WORKING, "spare"), ours("/t"), rotator("/r", "/t")];
    await expect(found(resources, systems)).resolves.toEqual([READY, { unrelated: WORKING }]);
  });

  test("the user's keys in another account than the deployer's", async () => {
    const foreign = arnOf("gw", "999999999999");
    const systems: Systems = { users: { gw: { keys: [WORKING] } }, targets: { "/t": WORKING } };
    await expect(found([user("gw", foreign), key(), official("/t", WORKING)], systems)).resolves.toEqual([
      { unrelated: SEED },
    ]);
    expect(foreign).not.toContain(ACCOUNT);
  });
});

describe("fails, and says what to pass, where", () => {
  test("a key can belong to two targets; naming one of them is enough", async () => {
    const resources = [user(), key(), ours("/t"), ours("/u", SEED, "u"), rotator("/r", "/t")];
    const systems: Systems = {
      users: { gw: { keys: [SEED, WORKING] } },
      targets: { "/t": WORKING, "/u": "absent" },
    };
    const [finding] = await found(resources, systems);
    expect(finding).toMatchObject({ refused: "RETIRE_AMBIGUOUS" });
    expect(finding?.fault?.detail).toContain("--target /t or --target /u");
    await expect(found(resources, systems, { target: "/t" })).resolves.toEqual([READY]);
  });

  test("another target works with the key, and naming one does not help", async () => {
    const resources = [user(), key(), ours("/t"), ours("/u", SEED, "u"), rotator("/r", "/t")];
    const systems: Systems = {
      users: { gw: { keys: [SEED, WORKING] } },
      targets: { "/t": WORKING, "/u": SEED },
    };
    await expect(found(resources, systems, { target: "/t" })).resolves.toEqual([
      expect.objectContaining({
        refused: "RETIRE_KEY_SHARED",
        seen: "target /u works with it, too",
      }),
    ]);
  });

  test("another resource names the key, unless it is said that it does not matter", async () => {
    const parameter = { type: "aws_ssm_parameter", name: "p", attributes: { value: SEED } };
    const resources = [user(), key(), ours("/t"), rotator("/r", "/t"), parameter];
    await expect(found(resources, gw)).resolves.toEqual([
      expect.objectContaining({
        refused: "RETIRE_KEY_USED_ELSEWHERE",
        seen: expect.stringContaining("aws_ssm_parameter.p"),
      }),
    ]);
    await expect(found(resources, gw, { despite: ["aws_ssm_parameter.p"] })).resolves.toEqual([READY]);
  });

  test("another resource was made of the key, though nothing of it shows there", async () => {
    const instance: StateResource = {
      type: "aws_instance",
      name: "app",
      attributes: { user_data: "0a4d55a8d778e5022fab701977c5d840bbc486d0" },
      dependsOn: [ADDRESS],
    };
    const resources = [user(), key(), ours("/t"), rotator("/r", "/t"), instance];
    await expect(found(resources, gw)).resolves.toEqual([
      expect.objectContaining({
        refused: "RETIRE_KEY_USED_ELSEWHERE",
        seen: expect.stringContaining("aws_instance.app refers to it"),
      }),
    ]);
    await expect(found(resources, gw, { despite: ["aws_instance.app"] })).resolves.toEqual([READY]);
  });

  test("another resource holds its secret and waits for the target, and what is made of that one is no way past it", async () => {
    const copy: StateResource = {
      type: "terraform_data",
      name: "copy",
      attributes: { input: { value: STORED_SECRET, type: "string" } },
      dependsOn: [ADDRESS, "latchkey_target_aws.t"],
    };
    const copyOfIt: StateResource = {
      type: "aws_ssm_parameter",
      name: "copy_of_it",
      attributes: { value: Buffer.from(STORED_SECRET).toString("base64") },
      dependsOn: [ADDRESS, "latchkey_target_aws.t", "terraform_data.copy"],
    };
    const unseen: StateResource = {
      type: "aws_instance",
      name: "app",
      attributes: {},
      dependsOn: [ADDRESS, "terraform_data.other"],
    };
    const other: StateResource = { ...unseen, type: "terraform_data", name: "other", dependsOn: [ADDRESS] };
    const resources = [user(), key(), ours("/t"), rotator("/r", "/t"), copy, copyOfIt, unseen, other];
    const named = [
      "terraform_data.copy",
      "aws_ssm_parameter.copy_of_it",
      "aws_instance.app",
      "terraform_data.other",
    ];
    for (const left of named) {
      const despite = named.filter((address) => address !== left);
      const [finding] = await found(resources, gw, { despite });
      expect(finding).toMatchObject({ refused: "RETIRE_KEY_USED_ELSEWHERE" });
      expect(finding?.fault?.details.seen).toContain(left);
    }
    await expect(found(resources, gw, { despite: named })).resolves.toEqual([READY]);
  });

  test("the state holds no rotator, or two; naming one is enough", async () => {
    const none = [user(), key(), ours("/t"), rotator("/r", "/another")];
    const two = [user(), key(), ours("/t"), rotator("/r", "/t"), rotator("/s", "/t")];
    await expect(found(none, gw)).resolves.toMatchObject([{ refused: "RETIRE_ROTATOR_UNKNOWN" }]);
    const [ambiguous] = await found(two, gw);
    expect(ambiguous).toMatchObject({ refused: "RETIRE_AMBIGUOUS" });
    expect(ambiguous?.fault?.detail).toContain("--rotator /r or --rotator /s");
    for (const resources of [none, two]) {
      await expect(found(resources, gw, { rotator: "/r" })).resolves.toEqual([READY]);
    }
  });

  test("nobody knows the user; its name is in the words, and the key's id is masked", async () => {
    const [finding] = await found([key(), ours("/t")], {});
    expect(finding).toMatchObject({ refused: "RETIRE_USER_UNKNOWN" });
    expect(finding?.fault?.detail).toContain('AKIA…SEED of IAM user "gw" (aws_iam_access_key.seed)');
    expect(finding?.fault?.detail).not.toContain(SEED);
  });
});

test("asks for nothing more about a key that is gone", async () => {
  const parameter = { type: "aws_ssm_parameter", name: "p", attributes: { value: SEED } };
  const seeded: StateResource = {
    type: "latchkey_target_aws",
    name: "seeded",
    attributes: { name: "/s", seed_user_arn: arnOf("gw"), seed_key_id: SEED },
  };
  const systems: Systems = { users: { gw: { keys: [WORKING] } }, targets: { "/t": WORKING } };
  const nothing = { nothing: "key AKIA…SEED is gone already" };
  await expect(found([user(), key(), ours("/t"), parameter], systems)).resolves.toEqual([nothing]);
  await expect(found([seeded], systems)).resolves.toEqual([nothing]);
  await expect(found([seeded], { ...systems, account: "999999999999" })).resolves.toMatchObject([
    { refused: "RETIRE_ROTATOR_UNKNOWN" },
  ]);
});

describe("is narrowed by what was told:", () => {
  const resources = [
    user(),
    user("gw2"),
    key(),
    key(WORKING, "two", "gw2"),
    ours("/t"),
    ours("/u", WORKING, "u"),
    rotator("/r", "/t"),
    rotator("/s", "/u"),
  ];
  const systems: Systems = { users: { gw: { keys: [SEED] }, gw2: { keys: [WORKING] } } };
  const second = { keyId: WORKING, target: "/u", rotator: "/s", user: arnOf("gw2") };
  test.each<[string, Partial<ToldOfKey>, readonly object[]]>([
    ["nothing", {}, [READY, second]],
    ["a target", { target: "/u" }, [second]],
    ["a key", { keyId: SEED }, [READY]],
    ["a user", { user: parseIamUserArn(arnOf("gw2")) as NonNullable<ToldOfKey["user"]> }, [second]],
    ["a target that is not there", { target: "/nowhere" }, []],
    ["a key that is not there", { keyId: "AKIANOWHERENOWHERE00" }, []],
  ])("%s", async (_what, told, expected) => {
    await expect(found(resources, systems, told)).resolves.toEqual(expected);
  });
});

test("asks each system for a thing once, and only reads", async () => {
  const asked: string[] = [];
  const world = readOnlySystems({ users: { gw: { keys: [SEED, WORKING] } }, targets: { "/t": WORKING } });
  const watched = {
    ...world,
    gateway: {
      ...world.gateway,
      heldKey: (name: string) => {
        asked.push(`held ${name}`);
        return world.gateway.heldKey(name);
      },
    },
    iam: {
      ...world.iam,
      keys: (name: string) => {
        asked.push(`keys ${name}`);
        return world.iam.keys(name);
      },
    },
  };
  const resources = [
    user(),
    key(),
    key("AKIAANOTHERANOTHER00", "b"),
    official("/t", WORKING),
    rotator("/r", "/t"),
  ];
  const stack = stackOf(readStateFile(stateText(resources), "here"));
  await findCandidates(stack, { despite: [] }, watched);
  expect(asked).toEqual(["held /t", "keys gw"]);
});
