import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Bench } from "../support/acceptance/bench.js";
import { describeIf, opentofuMissing, terraformMissing } from "../support/acceptance/requirements.js";
import { OfficialStandIn } from "../support/official/stand-in.js";

jest.setTimeout(240_000);

/** What the official provider 1.11.4 has stored of objects that it made in the sandbox, by their addresses. */
const STORED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = JSON.parse(
  readFileSync(join(__dirname, "../support/official/stored.json"), "utf8"),
);
const SECRETS = ["the-value-in-clear", "the-access-key-in-clear"];
const TEXTS = ["Of the shop's database.", "The account of the shop."];
const EMPTY = { changes: [], drift: [] };

/** What takes their place; the guide quotes it. */
const EXAMPLE = readFileSync(join(__dirname, "../../examples/moving-in/main.tf"), "utf8");

/** The same objects, as the official provider has made them. */
const MADE = [
  [
    "create-secret",
    { name: "/prod/password", value: SECRETS[0], description: TEXTS[0], tags: ["shop", "prod"] },
  ],
  ["target-create-aws", { name: "/prod/cluster", "use-gw-cloud-identity": true, region: "eu-west-1" }],
  [
    "target-create-aws",
    {
      ...{ name: "/prod/aws", description: TEXTS[1], region: "us-east-2" },
      ...{ "access-key-id": "AKIAIOSFODNN7EXAMPLE", "access-key": SECRETS[1] },
    },
  ],
  [
    "rotated-secret-create-aws",
    {
      ...{ name: "/prod/aws-rotator", "target-name": "/prod/aws", "rotator-type": "target" },
      ...{ "auto-rotate": "true", "rotation-interval": "7", "rotation-hour": 3 },
      "authentication-credentials": "use-target-creds",
    },
  ],
  [
    "dynamic-secret-create-aws",
    {
      ...{
        name: "/prod/aws-admin",
        "target-name": "/prod/aws",
        "access-mode": "assume_role",
        "user-ttl": "60m",
      },
      "aws-role-arns": "arn:aws:iam::000000424242:role/admin",
    },
  ],
] as const;

/** A state file of the official provider, under the host from which the program takes providers. */
function officialState(host: string, stored = STORED): string {
  const resources = Object.entries(stored).map(([address, attributes]) => {
    const [type, name] = address.split(".");
    return {
      ...{ mode: "managed", type, name },
      provider: `provider["${host}/akeyless-community/akeyless"]`,
      instances: [{ schema_version: 0, attributes, sensitive_attributes: [], private: "bnVsbA==" }],
    };
  });
  return JSON.stringify({
    ...{
      version: 4,
      terraform_version: "1.11.4",
      serial: 1,
      lineage: "0e7a3f5e-8f3a-4c1e-9a51-5f2b7c0d1e2f",
    },
    ...{ outputs: {}, resources, check_results: null },
  });
}

describe.each([
  ["Terraform", undefined, "registry.terraform.io", terraformMissing()],
  ["OpenTofu", "tofu", "registry.opentofu.org", opentofuMissing()],
])("%s", (_name, binary, host, missing) => {
  describeIf(missing)("with a state of the official provider", () => {
    const usual = process.env.TERRAFORM_BINARY_NAME;
    let bench: Bench;
    let official: OfficialStandIn;
    beforeEach(async () => {
      if (binary !== undefined) process.env.TERRAFORM_BINARY_NAME = binary;
      official = await OfficialStandIn.start();
      bench = await Bench.open({ env: official.env });
      for (const [command, fields] of MADE) await bench.gateway(command, fields);
      writeFileSync(join(bench.terraform.folder, "terraform.tfstate"), officialState(host));
    });
    afterEach(async () => {
      if (usual === undefined) delete process.env.TERRAFORM_BINARY_NAME;
      else process.env.TERRAFORM_BINARY_NAME = usual;
      await bench?.close();
      await official?.stop();
    });

    test("takes everything over: nothing is made anew, changed or sent, and no secret stays in the state", async () => {
      const held = bench.sandbox.gateway.heldKeyId("/prod/aws");
      writeFileSync(join(bench.terraform.folder, "main.tf"), EXAMPLE);
      await bench.terraform.succeed("init", "-input=false");
      bench.news();

      // What the read that follows the move has filled in, Terraform calls drift.
      await expect(bench.terraform.plan()).resolves.toMatchObject({ changes: [] });
      const applied = await bench.terraform.apply();

      expect(applied).toContain("0 added, 0 changed, 0 destroyed");
      expect(applied).toContain("Older versions of the state hold secrets");
      expect(bench.news()).toEqual({ aws: [], gateway: [] });
      expect(bench.sandbox.gateway.heldKeyId("/prod/aws")).toBe(held);
      const state = bench.terraform.read("terraform.tfstate");
      for (const secret of SECRETS) expect(state).not.toContain(secret);
      expect(state).not.toContain("akeyless_");

      writeFileSync(join(bench.terraform.folder, "main.tf"), EXAMPLE.replace(/moved \{[^}]*\}/g, ""));
      await expect(bench.terraform.plan()).resolves.toEqual(EMPTY);
      expect(bench.news()).toEqual({ aws: [], gateway: [] });
    });

    test("seeds a target from now on with the user whose key it holds: that is recorded, and nothing is minted", async () => {
      const arn = await bench.user("moved", "/off/seeded");
      const { id, secret } = await bench.strayKey("moved");
      const key = { "access-key-id": id, "access-key": secret };
      await bench.gateway("target-create-aws", { name: "/off/seeded", region: "us-east-2", ...key });
      const stored = {
        ...STORED["akeyless_target_aws.aws"],
        id: "/off/seeded",
        name: "/off/seeded",
        description: "",
      };
      writeFileSync(
        join(bench.terraform.folder, "terraform.tfstate"),
        officialState(host, {
          "akeyless_target_aws.aws": { ...stored, access_key_id: id, access_key: secret },
        }),
      );
      const configuration = `
        resource "latchkey_target_aws" "aws" {
          name          = "/off/seeded"
          seed_user_arn = "${arn}"
        }`;
      await bench.terraform.configure(
        `${configuration}
        moved {
          from = akeyless_target_aws.aws
          to   = latchkey_target_aws.aws
        }`,
      );
      bench.news();

      const applied = await bench.terraform.apply();

      expect(applied).toContain("Credential source recorded, nothing sent");
      expect(bench.news()).toEqual({ aws: [], gateway: [] });
      expect(bench.keys("moved")).toEqual([`${id} Active`]);
      expect(bench.sandbox.gateway.heldKeyId("/off/seeded")).toBe(id);
      expect(bench.terraform.read("terraform.tfstate")).not.toContain(secret);
      bench.terraform.reconfigure(configuration);
      await expect(bench.terraform.plan()).resolves.toEqual(EMPTY);
    });
  });
});
