import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nameOf } from "../calls/call.js";
import type { CellStage } from "../cells/cell-stage.js";
import { replies } from "../proxy/replies.js";
import type { FakeReply } from "../proxy/strike.js";
import type { TerraformRun } from "../terraform/terraform-folder.js";
import { againToTheEnd, providersWrites, type ScriptedCell, unlessRefused } from "./scripted-cell.js";

/** What a program or AWS says and nobody may see. */
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYSECRETKEY1";

/** Output of Terraform in one line, because it breaks sentences where its frame ends. */
const spoken = ({ output }: TerraformRun) => output.replace(/[\s│╷╵]+/g, " ");

function unlessSaid(run: TerraformRun, ...words: readonly string[]): string[] {
  const said = spoken(run);
  return words.filter((each) => !said.includes(each)).map((each) => `it was not said: ${each}`);
}

/** I1: what Terraform and its providers have written of what they did. */
function leaked({ folder }: CellStage): string[] {
  const logs = join(folder.path, "logs");
  return readdirSync(logs)
    .filter((name) => readFileSync(join(logs, name), "utf8").includes(SECRET))
    .map((name) => `I1 ${name} holds what was not to be shown`);
}

/** Sources of credentials that fail, and what is said of them. */
const SOURCES = {
  process: {
    title: "a process that fails",
    config: `[profile deploy]\ncredential_process = sh -c 'echo ${SECRET}; echo ${SECRET} >&2; exit 3'\n`,
    says: [
      'the credential_process of profile "deploy" has failed',
      "aws sts get-caller-identity --profile deploy",
    ],
  },
  sso: {
    title: "a session of IAM Identity Center that was never begun",
    config:
      "[profile deploy]\nsso_session = corp\nsso_account_id = 000000424242\nsso_role_name = Deploy\n[sso-session corp]\nsso_start_url = https://corp.example.com/start\nsso_region = eu-central-1\n",
    says: [
      'IAM Identity Center that profile "deploy" works with is missing',
      "aws sso login --profile deploy",
    ],
  },
  missing: {
    title: "a profile that is not there",
    config: "[profile other]\nregion = eu-west-1\n",
    says: ['there is no profile "deploy"', "aws configure list-profiles"],
  },
} as const;

const PHASES: readonly [
  phase: string,
  command: "apply" | "destroy",
  before?: (stage: CellStage) => Promise<unknown>,
][] = [
  ["create", "apply"],
  ["retire", "apply", (stage) => stage.run("before", "apply", { retirement: false })],
  ["destroy", "destroy", (stage) => stage.run("before", "apply", {})],
];

const withoutCredentials = PHASES.flatMap(([phase, command, before]) =>
  Object.entries(SOURCES).map(
    ([name, { title, config, says }]): ScriptedCell => ({
      id: `person/no-credentials-${name}-${phase}`,
      title: `the deployer's credentials are to come from ${title}, at a ${phase}`,
      foreignKeys: "leave",
      rotatesByItself: false,
      async play(stage) {
        await before?.(stage);
        const file = join(stage.folder.path, "aws-config");
        writeFileSync(file, config);
        stage.folder.give({
          AWS_PROFILE: "deploy",
          AWS_CONFIG_FILE: file,
          AWS_ACCESS_KEY_ID: "",
          AWS_SECRET_ACCESS_KEY: "",
        });
        const work = await stage.run("work", command, {});
        const broken = [
          ...unlessRefused(work, "AWS_NO_CREDENTIALS"),
          ...unlessSaid(work, ...says),
          ...leaked(stage),
          ...keyWrites(stage).map((operation) => `${operation} was called`),
        ];
        stage.folder.give({ AWS_PROFILE: "" });
        stage.runAsDeployer();
        await againToTheEnd(stage);
        return broken;
      },
    }),
  ),
);

/** The provider's writes that have to do with keys; other objects of the apply are made beside it. */
function keyWrites(stage: CellStage): string[] {
  return providersWrites(stage, "work").filter((name) => /AccessKey|rotate-secret/.test(name));
}

interface Answered {
  readonly id: string;
  readonly title: string;
  readonly call: string;
  readonly reply: FakeReply;
  readonly code: string;
  readonly says: readonly string[];
}

const DENIED = "with an explicit deny in a service control policy";
const TIRED = "rotator worker: the attempt failed, going on with the next one: ".repeat(20);

const ANSWERS: readonly Answered[] = [
  {
    id: "denied-by-organization",
    title: "the organization forbids that a key is made",
    call: "provider.CreateAccessKey",
    reply: replies.aws(
      403,
      "AccessDenied",
      `User: arn:aws:iam::1:user/x is not authorized to perform: iam:CreateAccessKey ${DENIED}`,
    ),
    code: "AWS_ACCESS_DENIED",
    says: [DENIED, "A service control policy of the organization forbids it"],
  },
  {
    id: "signature-refused",
    title: "AWS refuses the signature, and repeats the request",
    call: "provider.CreateAccessKey",
    reply: replies.aws(
      403,
      "SignatureDoesNotMatch",
      `The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request should have been\n'POST\nx-amz-security-token:${SECRET}'`,
    ),
    code: "AWS_LOGIN_REFUSED",
    says: ["to a request signed for us-east-1", "does not match the signature you provided"],
  },
  {
    id: "refused-at-length",
    title: "the gateway says at the end of a long text why it does not rotate",
    call: "provider.gateway-rotate-secret.rotator",
    reply: replies.gateway(400, `failed to rotate secret: ${TIRED}AccessDenied ${DENIED}`),
    code: "GATEWAY_REFUSED",
    says: [DENIED, "A service control policy of the organization forbids it"],
  },
];

const answered = ANSWERS.map(
  ({ id, title, call: struckCall, reply, code, says }): ScriptedCell => ({
    id: `person/${id}`,
    title,
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      let struck = 0;
      stage.systems.strike = (call) => {
        if (nameOf(call) !== struckCall) return undefined;
        struck += 1;
        return { forward: false, reply };
      };
      const work = await stage.run("work", "apply", {});
      stage.systems.strike = () => undefined;
      const broken = [
        ...unlessRefused(work, code),
        ...unlessSaid(work, ...says),
        ...leaked(stage),
        ...(struck === 1 ? [] : [`${struckCall} was asked for ${struck} times`]),
      ];
      await againToTheEnd(stage);
      return broken;
    },
  }),
);

/** Creates and the rotation, each carried out and answered with nothing. */
const EMPTY = [
  "provider.target-create-aws.seeded",
  "provider.rotated-secret-create-aws.rotator",
  "provider.dynamic-secret-create-aws.admin",
  "provider.gateway-rotate-secret.rotator",
];

const answeredWithNothing = EMPTY.map(
  (struckCall): ScriptedCell => ({
    id: `person/empty-answer-${struckCall.split(".")[1]}`,
    title: `${struckCall.split(".")[1]} is carried out, and answered with an empty 200`,
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      let struck = 0;
      stage.systems.strike = (call) => {
        if (nameOf(call) !== struckCall || struck > 0) return undefined;
        struck += 1;
        const reply = { status: 200, headers: { "content-type": "application/json" }, body: "" };
        return { forward: true, reply };
      };
      const work = await stage.run("work", "apply", {});
      stage.systems.strike = () => undefined;
      await againToTheEnd(stage);
      return [
        ...(struck === 1 ? [] : [`${struckCall} was never asked for`]),
        ...(work.exitCode === 0 ? [] : ["what was carried out should have been found, and the apply failed"]),
      ];
    },
  }),
);

/** Refusals and answers that say little unless somebody listens: the words that reach a person, and what follows. */
export const refusalCells: readonly ScriptedCell[] = [
  ...withoutCredentials,
  ...answered,
  ...answeredWithNothing,
];
