import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../src/domain/system-clock.js";
import { latchkey } from "../../src/provider/provider.js";
import { Bench } from "../support/acceptance/bench.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";

const latchkeyProvider = latchkey(process.env, systemClock);

jest.setTimeout(180_000);

const REFERENCE = join(__dirname, "..", "..", "docs", "reference");
const SECRET = "hunter22-é-value";

/** A user whose name and path have what IAM allows and separates the parts of an import id elsewhere. */
const ODD_USER = { name: "odd,one=two+x@y", path: "/a,b/" };

/** One object of every kind, under paths that hold commas, too. */
const stack = (arn: string) => `
  variable "kid" { type = string }
  variable "ksec" {
    type      = string
    ephemeral = true
  }
  variable "value" {
    type      = string
    ephemeral = true
  }
  resource "latchkey_target_aws" "seeded" {
    name          = "/b/seeded"
    description   = "the shop's"
    region        = "eu-west-1"
    seed_user_arn = "${arn}"
  }
  resource "latchkey_target_aws" "ident" {
    name                 = "/b/ident,x"
    use_gateway_identity = true
  }
  resource "latchkey_target_aws" "key" {
    name                         = "/b/key"
    access_key_id                = var.kid
    secret_access_key_wo         = var.ksec
    secret_access_key_wo_version = 1
  }
  resource "latchkey_rotated_secret_aws" "r" {
    name   = "/b/rot"
    target = latchkey_target_aws.seeded.name
  }
  resource "latchkey_rotated_secret_aws" "hour" {
    name          = "/b/rot-key"
    target        = latchkey_target_aws.key.name
    interval_days = 7
    rotation_hour = 5
    auto_rotate   = false
    tags          = ["t"]
  }
  resource "latchkey_seed_retirement" "s" {
    target               = latchkey_target_aws.seeded.name
    rotator              = latchkey_rotated_secret_aws.r.name
    seed_user_arn        = "${arn}"
    seed_key_id          = latchkey_target_aws.seeded.seed_key_id
    quiet_period_seconds = 0
  }
  resource "latchkey_dynamic_secret_aws" "role" {
    name        = "/b/prod-role"
    target      = latchkey_target_aws.seeded.name
    access_mode = "assume_role"
    role_arns   = ["arn:aws:iam::000000424242:role/admin"]
    region      = "eu-west-1"
    tags        = ["t"]
  }
  resource "latchkey_dynamic_secret_aws" "user" {
    name        = "/b/prod-user"
    target      = latchkey_target_aws.key.name
    access_mode = "iam_user"
    policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
  }
  resource "latchkey_dynamic_secret_aws" "own" {
    name                         = "/b/own"
    access_key_id                = var.kid
    secret_access_key_wo         = var.ksec
    secret_access_key_wo_version = 1
    access_mode                  = "iam_user"
  }
  resource "latchkey_static_secret" "s" {
    name             = "/b/secret"
    value_wo         = var.value
    value_wo_version = 1
    format           = "json"
  }
  resource "latchkey_group" "g" {
    name        = "/b/team"
    group_alias = "team"
    description = "those on call"
  }`;

type Blocks = readonly (readonly [address: string, id: string])[];

const blocks = (imports: Blocks) =>
  imports.map(([to, id]) => `import {\n  to = ${to}\n  id = ${JSON.stringify(id)}\n}\n`).join("");

let bench: Bench;
let arn: string;
let seed: string;
let keyId: string;

async function deployed() {
  bench = await Bench.open({ attached: true });
  arn = await bench.user(ODD_USER.name, "/b/seeded", ODD_USER.path);
  await bench.user("elsewhere", undefined);
  const key = await bench.strayKey("elsewhere");
  keyId = key.id;
  bench.terraform.give({ TF_VAR_kid: key.id, TF_VAR_ksec: key.secret, TF_VAR_value: `{"v":"${SECRET}"}` });
  await bench.terraform.configure(stack(arn));
  await bench.terraform.apply();
  seed = String((await bench.terraform.state("latchkey_seed_retirement.s"))?.seed_key_id);
}

async function forgetAll() {
  const addresses = (await bench.terraform.succeed("state", "list"))
    .split("\n")
    .filter((line) => line !== "");
  if (addresses.length > 0) await bench.terraform.succeed("state", "rm", ...addresses);
  bench.news();
}

/** What `terraform plan` says it would do. */
async function summaryOf(...args: readonly string[]) {
  const output = await bench.terraform.succeed("plan", "-input=false", ...args);
  return /Plan: .*|No changes\./.exec(output)?.[0];
}

describeIf(terraformMissing())("objects that are there already", () => {
  beforeAll(deployed);
  afterAll(() => bench?.close());
  beforeEach(forgetAll);

  const told = (): Blocks => [
    ["latchkey_target_aws.seeded", `/b/seeded,seed_user_arn=${arn},seed_key_id=${seed},region=eu-west-1`],
    ["latchkey_target_aws.ident", "/b/ident,x,use_gateway_identity=true"],
    ["latchkey_target_aws.key", `/b/key,access_key_id=${keyId},secret_access_key_wo_version=1`],
    ["latchkey_rotated_secret_aws.r", "/b/rot"],
    ["latchkey_rotated_secret_aws.hour", "/b/rot-key"],
    [
      "latchkey_seed_retirement.s",
      `/b/seeded,rotator=/b/rot,seed_user_arn=${arn},seed_key_id=${seed},quiet_period_seconds=0`,
    ],
    ["latchkey_dynamic_secret_aws.role", "/b/prod-role"],
    ["latchkey_dynamic_secret_aws.user", "/b/prod-user"],
    ["latchkey_dynamic_secret_aws.own", `/b/own,access_key_id=${keyId},secret_access_key_wo_version=1`],
    ["latchkey_static_secret.s", "/b/secret,value_wo_version=1"],
    ["latchkey_group.g", "/b/team"],
  ];
  /** The ids of people who tell as little as they may. */
  const untold = (): Blocks => [
    ["latchkey_target_aws.seeded", `/b/seeded,${arn}`],
    ["latchkey_target_aws.ident", "/b/ident,x"],
    ["latchkey_target_aws.key", "b/key"],
    ["latchkey_rotated_secret_aws.r", "/b/rot"],
    ["latchkey_rotated_secret_aws.hour", "/b/rot-key"],
    ["latchkey_seed_retirement.s", `/b/seeded,/b/rot,${arn},${seed}`],
    ["latchkey_dynamic_secret_aws.role", "/b/prod-role"],
    ["latchkey_dynamic_secret_aws.user", "/b/prod-user"],
    ["latchkey_dynamic_secret_aws.own", "/b/own"],
    ["latchkey_static_secret.s", "/b/secret"],
    ["latchkey_group.g", "/b/team"],
  ];

  test.each([
    ["all that an import cannot know", told],
    ["as little as it may", untold],
  ])("get a generated configuration that plans and sends nothing, with ids that tell %s", async (_, ids) => {
    const generated = join(bench.terraform.folder, "generated.tf");
    bench.terraform.reconfigure(blocks(ids()));
    expect(await summaryOf(`-generate-config-out=${generated}`, "-out=plan")).toBe(
      "Plan: 11 to import, 0 to add, 0 to change, 0 to destroy.",
    );
    await bench.terraform.succeed("apply", "-input=false", "plan");
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    expect(await bench.terraform.plan()).toEqual({ changes: [], drift: [] });
    await bench.terraform.apply();
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    rmSync(generated);
    await expect(bench.leaks(SECRET)).resolves.toEqual([]);
  });

  test("are taken over by the configuration that made them, and nothing is planned or sent", async () => {
    bench.terraform.reconfigure(`${stack(arn)}\n${blocks(told())}`);
    expect(await summaryOf()).toBe("Plan: 11 to import, 0 to add, 0 to change, 0 to destroy.");
    await bench.terraform.apply();
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    expect(await bench.terraform.plan()).toEqual({ changes: [], drift: [] });
  });

  test("are taken over by that configuration with ids that leave open what they can, too, and nothing is sent", async () => {
    bench.terraform.reconfigure(`${stack(arn)}\n${blocks(untold())}`);
    const output = await bench.terraform.apply();
    expect(output).toContain("recorded, nothing sent");
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    expect(await bench.terraform.plan()).toEqual({ changes: [], drift: [] });
  });

  test("stay as they are where the id does not even tell that a target is seeded", async () => {
    bench.terraform.reconfigure(stack(arn));
    await bench.terraform.succeed("import", "-input=false", "latchkey_target_aws.seeded", "/b/seeded");
    const { changes } = await bench.terraform.plan();
    expect(changes).toContainEqual({
      address: "latchkey_target_aws.seeded",
      actions: ["update"],
      attributes: expect.arrayContaining(["seed_user_arn"]),
    });
    await bench.terraform.apply("-target=latchkey_target_aws.seeded");
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    await expect(bench.terraform.state("latchkey_target_aws.seeded")).resolves.toMatchObject({
      seed_user_arn: arn,
      gateway_record: "present",
    });
  });

  test("refuse an id that says too little for a retirement, with the forms that there are", async () => {
    bench.terraform.reconfigure(`${stack(arn)}\n${blocks([["latchkey_seed_retirement.s", "/b/seeded"]])}`);
    const { code, output } = await bench.terraform.start(["plan", "-input=false"]).ended;
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining("[SEED_IMPORT_ID_MALFORMED]"),
    });
  });
});

describeIf(terraformMissing())("the import commands of the reference pages", () => {
  beforeAll(deployed);
  afterAll(() => bench?.close());

  /** The examples' objects, in the terms of what is deployed. */
  const here = (id: string) =>
    id
      .replaceAll("arn:aws:iam::123456789012:user/gateway", arn)
      .replaceAll("/prod/aws-rotator", "/b/rot")
      .replace(/^\/prod\/aws-admin(?=,access_key_id)/, "/b/own")
      .replaceAll("/prod/aws-admin", "/b/prod-role")
      .replaceAll("/prod/password", "/b/secret")
      .replaceAll("/path/of/the/object", "/b/team")
      .replace(/^\/prod\/aws(?=,use_gateway_identity)/, "/b/ident,x")
      .replace(/^\/prod\/aws(?=,access_key_id)/, "/b/key")
      .replaceAll("/prod/aws", "/b/seeded")
      .replace("AKIAIOSFODNN7EXAMPLE", id.includes("access_key_id") ? keyId : seed);

  /** Those under a former name have no page of their own. */
  const paged = latchkeyProvider.resources.filter(({ table }) => table.deprecated === undefined);
  const commands = paged.flatMap(({ table }) => {
    const page = readFileSync(join(REFERENCE, `latchkey_${table.type}.md`), "utf8");
    return [...page.matchAll(/^terraform import (\S+) (\S+)$/gm)].map(
      ([, address, id]) => [address, id] as const,
    );
  });

  test("are there for every type", () => {
    const types = new Set(commands.map(([address]) => address?.split(".")[0]));
    expect([...types]).toEqual(paged.map(({ table }) => `latchkey_${table.type}`));
  });

  // The others are imported together, in the test of every type.
  test.each(commands.filter(([address]) => stack("").includes(`resource "${address?.split(".")[0]}"`)))(
    "import %s by %s, and the next plan with a generated configuration is empty",
    async (address = "", id = "") => {
      await forgetAll();
      const generated = join(bench.terraform.folder, "generated.tf");
      if (existsSync(generated)) rmSync(generated);
      bench.terraform.reconfigure(blocks([[address, here(id)]]));
      await bench.terraform.succeed("plan", "-input=false", `-generate-config-out=${generated}`);
      bench.terraform.reconfigure("");
      await bench.terraform.succeed("import", "-input=false", address, here(id));
      expect(await bench.terraform.plan()).toEqual({ changes: [], drift: [] });
      await bench.terraform.apply();
      expect(bench.news()).toEqual({ aws: [], gateway: [] });
      rmSync(generated);
    },
  );
});
