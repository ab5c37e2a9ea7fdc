import { Fault } from "../../../src/errors/fault.js";
import { targetsFrom, targetsOfRun } from "../../../src/hook/target.js";

const LEAST = {
  target: "/prod/aws",
  rotator: "prod/aws-rotator",
  seed_user_arn: "arn:aws:iam::123456789012:user/gateways/gw",
};

function flawsOf(data: unknown): string {
  try {
    targetsFrom(data, "targets.json");
  } catch (error) {
    if (Fault.is(error, "HOOK_TARGETS_MALFORMED")) return error.details.seen;
    throw error;
  }
  throw new Error("nothing was thrown");
}

test("fills in what is left out, and spells paths with their slash", () => {
  expect(targetsFrom({ targets: [LEAST] }, "targets.json")).toEqual([
    {
      workspace: null,
      subject: {
        user: expect.objectContaining({ name: "gw", account: "123456789012" }),
        target: "/prod/aws",
      },
      rotator: "/prod/aws-rotator",
      seedKeyId: null,
      quietSeconds: 15,
      proofProducer: null,
    },
  ]);
});

test("takes everything that can be said", () => {
  const [target] = targetsFrom(
    {
      targets: [
        {
          ...LEAST,
          workspace: "acme/prod-network",
          seed_key_id: "AKIASEEDSEEDSEEDSEED",
          quiet_period_seconds: 0,
          proof_producer: "prod/aws-admin",
        },
      ],
    },
    "targets.json",
  );
  expect(target).toMatchObject({
    workspace: "acme/prod-network",
    seedKeyId: "AKIASEEDSEEDSEEDSEED",
    quietSeconds: 0,
    proofProducer: "/prod/aws-admin",
  });
});

test("`discover` means what leaving the seed out means", () => {
  expect(targetsFrom({ targets: [{ ...LEAST, seed_key_id: "discover" }] }, "x")[0]?.seedKeyId).toBeNull();
});

describe("fails, naming the place, for", () => {
  const one = (change: object) => ({ targets: [{ ...LEAST, ...change }] });
  test.each([
    ["no list", {}, /^targets: /],
    ["something else than an object", [LEAST], /^the whole: /],
    ["an empty list", { targets: [] }, "targets: should name one target at least"],
    ["a misspelt field", one({ quiet_seconds: 3 }), /^targets\[0\]: .*quiet_seconds/],
    [
      "a path that is none",
      one({ target: "/a//b" }),
      'targets[0].target: should not contain "//", got "/a//b"',
    ],
    ["no rotator", { targets: [{ ...LEAST, rotator: undefined }] }, /^targets\[0\]\.rotator: /],
    ["an ARN that is none", one({ seed_user_arn: "gw" }), /seed_user_arn: should be the ARN of an IAM user/],
    [
      "a key id that is none",
      one({ seed_key_id: "oldest" }),
      /seed_key_id: should be the id of an access key/,
    ],
    ["a quiet period in words", one({ quiet_period_seconds: "15" }), /^targets\[0\]\.quiet_period_seconds: /],
    [
      "a quiet period that a run task has no time for",
      one({ quiet_period_seconds: 301 }),
      /quiet_period_seconds: should be 300 or less, to fit into a run task/,
    ],
    [
      "the same target twice",
      { targets: [LEAST, { ...LEAST, target: "prod/aws" }] },
      "targets[1].target: /prod/aws stands twice",
    ],
  ])("%s", (_case, data, complaint) => {
    expect(flawsOf(data)).toEqual(
      typeof complaint === "string" ? complaint : expect.stringMatching(complaint),
    );
  });
});

test("names every flaw at once", () => {
  expect(flawsOf({ targets: [{ target: "/a/", rotator: "", seed_user_arn: "x" }] }).split("; ")).toHaveLength(
    3,
  );
});

test("a run is about the targets of its workspace, known by id, name or organization, and those of every workspace", () => {
  const targets = targetsFrom(
    {
      targets: [
        { ...LEAST, target: "/by-id", workspace: "ws-1" },
        { ...LEAST, target: "/by-name", workspace: "prod" },
        { ...LEAST, target: "/by-both", workspace: "acme/prod" },
        { ...LEAST, target: "/elsewhere", workspace: "other/prod" },
        { ...LEAST, target: "/anywhere" },
      ],
    },
    "targets.json",
  );
  const run = { id: "ws-1", name: "prod", organization: "acme" };
  expect(targetsOfRun(targets, run).map(({ subject }) => subject.target)).toEqual([
    "/by-id",
    "/by-name",
    "/by-both",
    "/anywhere",
  ]);
});
