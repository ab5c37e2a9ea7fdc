import { machineHost } from "../../../src/cli/io.js";
import { resultData } from "../../../src/cli/start/result-data.js";
import { resultText } from "../../../src/cli/start/result-text.js";
import { Fault } from "../../../src/errors/fault.js";
import type { WorkFolder } from "../../../src/proof/deploy/work-folder.js";
import { findWorkshop } from "../../../src/proof/deploy/workshop.js";
import type { Proof } from "../../../src/proof/prove.js";
import { stories } from "../../../src/proof/stories/index.js";
import type { Sandbox } from "../../../src/sandbox/sandbox.js";

const { style } = machineHost(process);
const line = (title: string, held = true) => ({ title, held, expected: "e", seen: "s" });
const failure = new Fault("DEPLOYMENT_FAILED", { doing: "running cdktf", seen: "exit code 1", state: "-" });
const proof: Proof = {
  systems: [
    {
      document: "000",
      title: "one",
      stages: [
        { name: "plan", seconds: 1.25 },
        { name: "deploy", seconds: null },
      ],
      evidence: [line("a", false)],
      failure,
      skipped: undefined,
    },
    {
      document: "002",
      title: "other",
      stages: [{ name: "deploy", seconds: null }],
      evidence: [],
      failure: undefined,
      skipped: "there is no PostgreSQL",
    },
  ],
  searches: [line("nothing is found")],
  held: false,
};
const folder = {
  path: "/kept",
  cliConfig: "/kept/terraform.rc",
  ofStory: (name: string) => ({ project: `/kept/${name}/project` }),
} as WorkFolder;
const sandbox = {
  controlUrl: "http://127.0.0.1:3",
  environment: { AWS_REGION: "us-east-1" },
} as never as Sandbox;
const text = (kept?: { sandbox: Sandbox; story: (typeof stories)[number] }) =>
  resultText({ proof, folder, workshop: findWorkshop(), kept }, style);
const storyOf = (document: string) => {
  const story = stories.find((one) => one.document === document);
  if (!story) throw new Error(`no story of ${document}`);
  return story;
};

test("a script is told of each line and each stage to which document it belongs", () => {
  expect(resultData(proof)).toEqual({
    held: false,
    evidence: [
      { ...line("a", false), document: "000" },
      { ...line("nothing is found"), document: null },
    ],
    stages: [
      { name: "plan", seconds: 1.25, document: "000" },
      { name: "deploy", seconds: null, document: "000" },
      { name: "deploy", seconds: null, document: "002" },
    ],
    systems: [
      {
        document: "000",
        title: "one",
        failure: expect.objectContaining({ code: "DEPLOYMENT_FAILED" }),
        skipped: null,
      },
      { document: "002", title: "other", failure: null, skipped: "there is no PostgreSQL" },
    ],
    failure: expect.objectContaining({ code: "DEPLOYMENT_FAILED" }),
  });
});

test("a person reads a paragraph for each system, with its times, and why one went no further", () => {
  expect(text()).toContain("000  one\n  plan 1.3 s\n✘ a");
  expect(text()).toContain("002  other\n– SKIPPED, so that nothing is known of it: there is no PostgreSQL");
  expect(text()).toContain("000: Deployment failed");
  expect(text()).toContain("Logs and state are in /kept");
});

test("a sandbox that is kept is told of, with what deploys its system again where that can be", () => {
  expect(text({ sandbox, story: storyOf("003") })).toMatch(
    /export TF_CLI_CONFIG_FILE='\/kept\/terraform\.rc' TF_VAR_greeting='.+'\ncd '\/kept\/003\/project' && node '.+' deploy/,
  );
  const without = text({ sandbox, story: storyOf("002") });
  expect(without).toContain("export AWS_REGION='us-east-1'");
  expect(without).not.toContain("can be deployed again");
});
