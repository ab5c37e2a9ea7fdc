import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { strToU8, zipSync } from "fflate";
import { linuxProcessTable } from "../../src/proof/canary/process-table.js";
import { Bench } from "../support/acceptance/bench.js";
import { file, temporaryFolder } from "../support/cli/temporary-folder.js";

// The tests that find no secret anywhere are worth what this finds: the same search, where there is something to find.

jest.setTimeout(120_000);

/** What stands in for Terraform: it puts what it reads into the place that its argument names. */
const LEAKING = `#!${process.execPath}
const text = require("node:fs").readFileSync(0, "utf8");
const child = (args, env) =>
  require("node:child_process").spawnSync(process.execPath, ["-e", "setTimeout(() => {}, 500)", "--", ...args], {
    env: { ...process.env, ...env },
  });
({
  stdout: () => process.stdout.write(text),
  stderr: () => process.stderr.write(text),
  arguments: () => child([text]),
  environment: () => child([], { HANDED_ON: text }),
  report: () => {
    process.env.HELD = text;
    process.report.writeReport("report.json");
  },
})[process.argv[2]]();
`;

/** Every place in which a process leaves something, and how the search names it. */
const BY_PROCESSES: Readonly<Record<string, string>> = {
  stdout: "what stdout printed",
  stderr: "what stderr printed",
  report: "report.json",
  ...(linuxProcessTable() && { arguments: "arguments of", environment: "environment (HANDED_ON) of" }),
};

const state = (text: string) =>
  `{"version": 4, "resources": [{"instances": [{"attributes": {"k": "${text}"}}]}]}`;
const log = (text: string) => `2026-03-02T09:00:00.000Z [TRACE] provider.latchkey: got {"k":"${text}"}\n`;

/** Every file that a run writes. */
const FILES: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
  "terraform.tfstate": state,
  "terraform.tfstate.backup": state,
  "terraform.tfstate.1772442000.backup": state,
  "errored.tfstate": state,
  "cdktf.out/stacks/it/cdk.tf.json": (text) => `{"variable": {"p": {"default": "${text}"}}}`,
  ".terraform/terraform.tfstate": (text) => `{"backend": {"config": {"token": "${text}"}}}`,
  ".terraform/modules/modules.json": (text) => `{"Modules": [{"Source": "git::https://x:${text}@host"}]}`,
  "terraform-trace.log": log,
  "provider-trace.log": log,
  "latchkey.log": log,
  "crash.log": (text) => `panic: {"${text}"}\n\ngoroutine 1 [running]:\nmain.f()\n`,
  "core.4711": (text) => Buffer.concat([CORE_DUMP, Buffer.from(text), Buffer.alloc(99)]),
};
const CORE_DUMP = Buffer.concat([
  Buffer.from("\x7fELF\x02\x01\x01", "latin1"),
  Buffer.alloc(9),
  Buffer.from([4, 0]),
  Buffer.alloc(46),
]);
const PLAN = ["tfplan", "tfstate", "tfstate-prev", "tfconfig/m-/main.tf"];

const unit = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
const SPELLINGS: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  base64: (secret) => Buffer.from(`p-1:${secret}`).toString("base64"),
  JSON: (secret) => secret.replace(/[^a-z]/gu, unit),
  URL: (secret) => [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
};

let bench: Bench;
let webhook: Server;
let binary: string | undefined;
/** A secret of every kind that the two systems issue. */
let kinds: Readonly<Record<string, string>>;

beforeEach(async () => {
  binary = process.env.TERRAFORM_BINARY_NAME;
  process.env.TERRAFORM_BINARY_NAME = file(temporaryFolder(), "terraform", LEAKING, 0o755);
  webhook = createServer((request, response) => {
    request.resume();
    const made = { id: "tmp-1", response: { password: "webhooks/own+password=1" } };
    response.end(JSON.stringify(request.url === "/create" ? made : { revoked: ["tmp-1"] }));
  });
  await new Promise<void>((resolve) => webhook.listen(0, "127.0.0.1", resolve));
  bench = await Bench.open();
  kinds = await issued();
});
afterEach(async () => {
  if (binary === undefined) delete process.env.TERRAFORM_BINARY_NAME;
  else process.env.TERRAFORM_BINARY_NAME = binary;
  await bench?.close();
  webhook.closeAllConnections();
  await new Promise((resolve) => webhook.close(resolve));
});

async function issued(): Promise<Record<string, string>> {
  const { admin } = bench.sandbox.gateway;
  await bench.user("gw", undefined);
  const { secret } = await bench.strayKey("gw");
  const { token } = await bench.gateway("auth", {
    "access-id": admin.accessId,
    "access-key": admin.accessKey,
  });
  const value = "a st/atic+value=é<&>";
  await bench.gateway("create-secret", { name: "/static", value });
  const hook = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}`;
  const payload = "pay/load+of=a webhook";
  const producer = { "create-sync-url": `${hook}/create`, "revoke-sync-url": `${hook}/revoke`, payload };
  await bench.gateway("dynamic-secret-create-custom", { name: "/custom", ...producer });
  const made = await bench.gateway("dynamic-secret-get-value", { name: "/custom" });
  return {
    "a key's secret": secret,
    "a session token": await sessionToken(),
    "an access key of the gateway": admin.accessKey,
    "a token of the gateway": String(token),
    "a static value": value,
    "a webhook's payload": payload,
    "what a webhook has made": String(made.password),
  };
}

async function sessionToken(): Promise<string> {
  const { aws } = bench.sandbox;
  const Statement = [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: aws.accountId } }];
  const trust = JSON.stringify({ Version: "2012-10-17", Statement });
  const { Role } = await bench.iam.send(
    new CreateRoleCommand({ RoleName: "deploy", AssumeRolePolicyDocument: trust }),
  );
  const sts = new STSClient({ endpoint: aws.url, region: "us-east-1", credentials: aws.deployer });
  try {
    const assumed = await sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "it" }));
    return assumed.Credentials?.SessionToken ?? "";
  } finally {
    sts.destroy();
  }
}

/** Which kinds of secrets were found where, as `kind (spelling) in place`. */
async function found(): Promise<string[]> {
  const secrets = bench.sandbox.issuedSecrets();
  const names = new Map(Object.entries(kinds).map(([kind, secret]) => [secrets.indexOf(secret), kind]));
  return (await bench.leaks()).map((leak) =>
    leak.replace(/^#(\d+)/, (all, index) => names.get(Number(index)) ?? all),
  );
}

test.each(Object.entries(SPELLINGS))(
  "a secret of each kind is found in each place when it is written as %s",
  async (spelling, write) => {
    await expect(found()).resolves.toEqual([]);
    expect(bench.sandbox.issuedSecrets()).toEqual(expect.arrayContaining(Object.values(kinds)));
    const text = Object.values(kinds).map(write).join(" ; ");

    const { folder } = bench.terraform;
    for (const [name, content] of Object.entries(FILES)) file(folder, name, content(text));
    const members = Object.fromEntries(PLAN.map((name) => [name, strToU8(state(text))]));
    file(folder, "first.plan", zipSync(members));
    for (const place of Object.keys(BY_PROCESSES)) {
      const { code } = await bench.terraform.start([place], {}, text).ended;
      expect({ place, code }).toEqual({ place, code: 0 });
    }

    const places = [
      ...Object.keys(FILES),
      ...PLAN.map((name) => `first.plan!${name}`),
      ...Object.values(BY_PROCESSES),
    ];
    const leaks = await found();
    const missed = Object.keys(kinds).flatMap((kind) =>
      places
        .map((place) => `${kind} (${spelling}) in ${place}`)
        .filter((wanted) => !leaks.some((leak) => leak.startsWith(wanted))),
    );
    expect(missed).toEqual([]);
    for (const secret of Object.values(kinds)) expect(leaks.join("\n")).not.toContain(secret);
  },
);
