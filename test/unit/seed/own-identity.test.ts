import { parseIamUserArn } from "../../../src/domain/iam-user-arn.js";
import type { Fault } from "../../../src/errors/fault.js";
import {
  type CallerIdentity,
  discard,
  discardOrphans,
  findSeed,
  foreseeMint,
  foreseeRetirement,
  mint,
  relocate,
  retire,
  revive,
  type SeedWorld,
} from "../../../src/seed/index.js";
import { ownIdentity } from "../../../src/seed/own-identity.js";
import { failure } from "../../support/failure.js";
import { ACCOUNT, FakeCloud, ROTATOR, TARGET, USER, USER_ARN } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

const OWN_KEY = "AKIAOWNKEYOWNKEYOWN1";
const role = { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/latchkey`, keyId: "ASIAROLEROLEROLEROL1" };

const shape = { name: TARGET, description: null, region: "eu-west-1" };
const job = { subject, shape, checkpoint: () => {} };
const retirement = (seedKeyId: string) => ({
  subject,
  seedKeyId,
  rotator: ROTATOR,
  proofProducer: null,
  quietSeconds: 15,
});

const ways: readonly (readonly [string, (world: SeedWorld, keyId: string) => Promise<unknown>])[] = [
  ["a create", (world) => mint(world, job)],
  ["the plan of a create", (world) => foreseeMint(world, subject)],
  ["a new seed for a target that lost its key", (world) => revive(world, job)],
  ["a change of the region", (world) => relocate(world, { subject, shape })],
  ["a destroy", (world) => discard(world, { subject, owned: true, seedKeyId: null })],
  ["a retirement", (world, keyId) => retire(world, retirement(keyId))],
  ["a look at what a retirement would do", (world, keyId) => foreseeRetirement(world, retirement(keyId))],
  ["a search for the seed", (world) => findSeed(world, { subject, rotator: ROTATOR, seedKeyId: null })],
  [
    "the removal of orphans",
    (world) => discardOrphans(world, { subject, before: new Date(8_640_000_000_000_000) }),
  ],
];

const callers: readonly (readonly [string, readonly CallerIdentity[], string])[] = [
  ["a key of the user", [{ arn: USER_ARN, keyId: OWN_KEY }], "access key AKIA…OWN1 of IAM user"],
  ["a session of it", [{ arn: USER_ARN, keyId: "ASIASESSIONSESSION01" }], "session ASIA…ON01 of IAM user"],
  [
    "a role that was assumed with its key",
    [role, { arn: USER_ARN, keyId: OWN_KEY }],
    "a role that was assumed with access key AKIA…OWN1 of IAM user",
  ],
];

describe.each(ways)("I8: %s is refused before anything is looked at, run with", (_, work) => {
  test.each(callers)("%s", async (_, identities, named) => {
    const cloud = new FakeCloud();
    const seed = cloud.hold(cloud.makeKey());
    cloud.callers = identities;

    const fault: Fault = await failure(work(worldOn(cloud), seed.id));

    expect(fault.code).toBe("SEED_CALLER_IS_USER");
    expect(fault.detail).toContain(`${named} "${USER}"`);
    expect(fault.details.state).toMatch(/^(Nothing was changed|No key was deleted)\.$/);
    expect(cloud.history.map(({ call }) => call)).toEqual(["caller"]);
  });

  test("nobody's key but another identity's: not for this reason", async () => {
    const cloud = new FakeCloud();
    const seed = cloud.hold(cloud.makeKey());
    cloud.callers = [role];
    const code = await work(worldOn(cloud), seed.id).then(
      () => "done",
      (error: Fault) => error.code,
    );
    expect(code).not.toBe("SEED_CALLER_IS_USER");
  });
});

test("I8: whoever is the user is told so even where its tag is missing", async () => {
  const cloud = new FakeCloud();
  if (cloud.user) cloud.user.tags = {};
  cloud.callers = [{ arn: USER_ARN, keyId: OWN_KEY }];
  expect((await failure(mint(worldOn(cloud), job))).code).toBe("SEED_CALLER_IS_USER");
});

describe("the caller is the user, as", () => {
  const own = (arn: string, user = USER_ARN) => {
    const parsed = parseIamUserArn(user);
    if (!parsed) throw new Error("should be an ARN");
    return ownIdentity({ account: ACCOUNT, identities: [{ arn, keyId: OWN_KEY }] }, parsed) !== undefined;
  };

  test.each([
    ["itself", USER_ARN],
    ["a stand-in tells it, without its path", `arn:aws:iam::${ACCOUNT}:user/${USER}`],
    ["somebody has spelled it in the configuration", `arn:aws:iam::${ACCOUNT}:user/gateways/GW`],
    ["its federation, which carries its name", `arn:aws:sts::${ACCOUNT}:federated-user/${USER}`],
  ])("%s", (_, arn) => {
    expect(own(arn)).toBe(true);
  });

  test.each([
    ["another user", `arn:aws:iam::${ACCOUNT}:user/gateways/other`],
    ["a user whose path is its name", `arn:aws:iam::${ACCOUNT}:user/${USER}/other`],
    ["a user of this name in another account", `arn:aws:iam::999999999999:user/${USER}`],
    ["an IAM role of this path and name", USER_ARN.replace(":user/", ":role/")],
    ["a role of this name", `arn:aws:sts::${ACCOUNT}:assumed-role/${USER}/session`],
    ["a session of this name", `arn:aws:sts::${ACCOUNT}:assumed-role/role/${USER}`],
    ["the root user", `arn:aws:iam::${ACCOUNT}:root`],
    ["nobody", ""],
  ])("not %s", (_, arn) => {
    expect(own(arn)).toBe(false);
  });
});
