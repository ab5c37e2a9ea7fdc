import { CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { Fault } from "../../../../src/errors/fault.js";
import { makeWorkFolder } from "../../../../src/proof/deploy/work-folder.js";
import { findWorkshop } from "../../../../src/proof/deploy/workshop.js";
import type { StageRecord } from "../../../../src/proof/stories/record.js";
import { Scene } from "../../../../src/proof/stories/scene.js";
import { type Plot, storyOf } from "../../../../src/proof/stories/story.js";
import { type Sandbox, startSandbox } from "../../../../src/sandbox/sandbox.js";
import { temporaryFolder } from "../../../support/cli/temporary-folder.js";
import { InstantClock } from "../../../support/gateway/instant-clock.js";

type Stages = { readonly first: StageRecord; readonly second: StageRecord };

let sandbox: Sandbox;
let scene: Scene;
const told: string[] = [];
beforeAll(async () => {
  sandbox = await startSandbox();
  scene = new Scene({
    document: "004",
    sandbox,
    work: makeWorkFolder(temporaryFolder()),
    workshop: findWorkshop(),
    terraform: { binary: "terraform", version: "1.11.0" },
    surroundings: {},
    clock: new InstantClock(),
    signal: new AbortController().signal,
    narrator: { step: (_title, work) => work(), detail: (text) => told.push(text) },
    onDeployed: () => {},
  });
});
afterAll(() => sandbox.close());

const plot = (change: Partial<Plot<Stages>>): Plot<Stages> => ({
  document: "004",
  title: "a system",
  stages: ["first", "second"],
  promises: [
    {
      title: "a user is made",
      after: ["first"],
      check: ({ first }) => ({
        held: first.madeAndThere.includes("IAM user ada"),
        expected: "",
        seen: first.madeAndThere.join(),
      }),
    },
    {
      title: "and then another",
      after: ["second"],
      check: () => ({ held: true, expected: "", seen: "" }),
    },
  ],
  programs: [],
  sandbox: {},
  play: async () => {},
  ...change,
});

test("a stage that fails is the last one; what was recorded until then is judged", async () => {
  const played = await storyOf(
    plot({
      play: async (_scene, stage) => {
        await stage("first", "a user is made", async () => {
          const { url: endpoint, deployer: credentials } = sandbox.aws;
          const iam = new IAMClient({ endpoint, region: "us-east-1", credentials });
          await iam.send(new CreateUserCommand({ UserName: "ada" }));
          iam.destroy();
          return {};
        });
        await stage("second", "another is made", async () => {
          throw new Fault("DEPLOYMENT_FAILED", { doing: "it", seen: "exit code 1", state: "-" });
        });
      },
    }),
  ).play(scene);
  expect(played.failure).toMatchObject({ code: "DEPLOYMENT_FAILED" });
  expect(played.evidence.map(({ title, held, seen }) => [title, held, seen])).toEqual([
    ["a user is made", true, "IAM user ada"],
    ["and then another", false, "it was not"],
  ]);
  expect(played.stages).toEqual([
    { name: "first", seconds: expect.any(Number) },
    { name: "second", seconds: null },
  ]);
});

test("what is no Fault is thrown", async () => {
  const play = async () => {
    throw new TypeError("a mistake");
  };
  await expect(storyOf(plot({ play })).play(scene)).rejects.toThrow("a mistake");
});

test("what cannot be played here is skipped and says so", async () => {
  const played = await storyOf(plot({ missing: () => "there is no PostgreSQL" })).play(scene);
  expect(played).toMatchObject({ skipped: "there is no PostgreSQL", evidence: [], failure: undefined });
  expect(told).toContainEqual(expect.stringContaining("SKIPPED: there is no PostgreSQL"));
});

test("every secret of the story and of its systems is looked for, but what is none", () => {
  const made = scene.secret("the password");
  scene.harmless((text) => text === sandbox.aws.deployer.secretAccessKey);
  const known = scene.canaries();
  expect(known).toContainEqual({ label: "the password in 004", secret: made });
  expect(known.map(({ secret }) => secret)).toContain(sandbox.gateway.admin.accessKey);
  expect(known.map(({ secret }) => secret)).not.toContain(sandbox.aws.deployer.secretAccessKey);
});
