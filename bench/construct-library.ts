import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inTurn, milliseconds, type Row } from "./row.js";

const root = join(__dirname, "..");

/** Milliseconds of processor time that a script says it took, in a Node of its own: other work on the machine adds none. */
function timed(script: string): number {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-bench-"));
  try {
    const measured = `const begun = process.cpuUsage();\n${script}\nconst { user, system } = process.cpuUsage(begun);\nprocess.stdout.write(String((user + system) / 1000));`;
    const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", measured], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, BENCH_OUT: folder },
    });
    if (status !== 0) throw new Error(stderr);
    return Number(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The classes of the library that examples/quickstart uses; with them come four of the AWS bindings. */
const CLASSES_OF_QUICKSTART =
  'const { AccessMode, AwsAccess, EphemeralVariable, LatchkeyProvider, StaticSecret } = require("./dist/index.js");';

/** The application of examples/quickstart, `count` stacks of it in one app, on the built library. */
const quickstarts = (count: number) => `
  const { App, TerraformStack, Fn } = require("cdktf");
  const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
  const { IamRole } = require("@cdktf/provider-aws/lib/iam-role");
  ${CLASSES_OF_QUICKSTART}
  const app = new App({ outdir: process.env.BENCH_OUT, skipValidation: false });
  for (let i = 0; i < ${count}; i++) {
    const stack = new TerraformStack(app, "quickstart" + i);
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    new LatchkeyProvider(stack, "latchkey");
    const access = new AwsAccess(stack, "Access", { folder: "/bench/" + i, rotationIntervalDays: 1 });
    const admin = new IamRole(stack, "Admin", {
      name: "admin",
      assumeRolePolicy: Fn.jsonencode({ Statement: [{ Principal: { AWS: access.user.userArn } }] }),
    });
    access.addProducer("aws-admin", { access: AccessMode.assumeRole([admin.arn]), ttlSeconds: 3600 });
    const password = new EphemeralVariable(stack, "db_password", {});
    new StaticSecret(stack, "DbPassword", { name: "/bench/" + i + "/db", valueWo: password.stringValue });
  }
  app.synth();`;

/** As many stacks of as many resources, without our library: what cdktf and the AWS bindings cost by themselves. */
const bareStacks = (count: number) => `
  const { App, TerraformStack, Fn, TerraformResource } = require("cdktf");
  const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
  const { IamRole } = require("@cdktf/provider-aws/lib/iam-role");
  const { IamUser } = require("@cdktf/provider-aws/lib/iam-user");
  const { IamUserPolicy } = require("@cdktf/provider-aws/lib/iam-user-policy");
  const app = new App({ outdir: process.env.BENCH_OUT, skipValidation: false });
  for (let i = 0; i < ${count}; i++) {
    const stack = new TerraformStack(app, "bare" + i);
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    const user = new IamUser(stack, "User", { name: "user", path: "/latchkey/" });
    for (const id of ["A", "B"]) new IamUserPolicy(stack, id, { user: user.name, policy: Fn.jsonencode({ Resource: user.arn }) });
    new IamRole(stack, "Admin", { name: "admin", assumeRolePolicy: Fn.jsonencode({ AWS: user.arn }) });
    for (const id of ["C", "D", "E", "F", "G"]) new IamUserPolicy(stack, id, { user: user.name, policy: user.arn });
  }
  app.synth();`;

export async function constructLibrary(): Promise<Row[]> {
  const load = await inTurn(
    9,
    () => timed('require("./dist/index.js");'),
    () => timed('require("cdktf");'),
  );
  const used = await inTurn(
    9,
    () => timed(CLASSES_OF_QUICKSTART),
    () => timed('require("cdktf");'),
  );
  const synth = await inTurn(
    3,
    () => timed(quickstarts(200)),
    () => timed(bareStacks(200)),
  );
  return [
    {
      what: "import of the construct library / of cdktf alone",
      ours: milliseconds(load.ours),
      beside: milliseconds(load.beside),
      ratio: load.ratio,
    },
    {
      what: "import of the classes that the quickstart uses / of cdktf alone",
      ours: milliseconds(used.ours),
      beside: milliseconds(used.beside),
      ratio: used.ratio,
    },
    {
      what: "synth of 200 quickstarts in one app / of 200 stacks of as many AWS resources",
      ours: milliseconds(synth.ours),
      beside: milliseconds(synth.beside),
      ratio: synth.ratio,
    },
  ];
}
