import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Evidence } from "../../src/proof/evidence/index.js";
import { chooseAwsProviderSource } from "../../src/terraform/provider-mirror.js";
import { Bench } from "../support/acceptance/bench.js";
import { freshLatchkey } from "../support/acceptance/fresh-build.js";
import {
  describeIf,
  ephemeralMissing,
  opentofuMissing,
  startMissing,
} from "../support/acceptance/requirements.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";

jest.setTimeout(300_000);

const root = join(__dirname, "../..");
const example = join(root, "examples/terraform/main.tf");
const withAws = awsProviderOrNotice() ? test : test.skip;

describeIf(opentofuMissing())("OpenTofu, which asks for providers under its own host", () => {
  const binary = process.env.TERRAFORM_BINARY_NAME;
  beforeEach(() => {
    process.env.TERRAFORM_BINARY_NAME = "tofu";
  });
  afterEach(() => {
    if (binary === undefined) delete process.env.TERRAFORM_BINARY_NAME;
    else process.env.TERRAFORM_BINARY_NAME = binary;
  });

  describeIf(startMissing())("by latchkey start", () => {
    withAws("runs the main job as Terraform does: every promise holds", () => {
      const [program, ...first] = freshLatchkey();
      const temporary = mkdtempSync(join(tmpdir(), "t"));
      try {
        const { stdout, stderr, status } = spawnSync(
          program,
          [...first, "start", "--only", "000", "--json"],
          {
            env: { ...process.env, TMPDIR: temporary, LATCHKEY_KEY_SETTLE_SECONDS: "0" },
            encoding: "utf8",
          },
        );
        expect(stderr).toMatch(/^OpenTofu 1\./m);
        const result = JSON.parse(stdout) as { evidence: Evidence[] };
        expect(result.evidence.filter(({ held }) => !held)).toEqual([]);
        expect(result).toMatchObject({ held: true, failure: null });
        expect(status).toBe(0);
      } finally {
        rmSync(temporary, { recursive: true, force: true });
      }
    });
  });

  withAws(
    "applies the plain example, changes nothing the second time, and leaves nothing behind",
    async () => {
      const bench = await Bench.open({
        aws: await chooseAwsProviderSource({ env: process.env }),
        sandbox: { foreignKeys: "leave" },
      });
      try {
        copyFileSync(example, join(bench.terraform.folder, "main.tf"));
        await bench.terraform.succeed("init", "-input=false");
        expect(bench.terraform.read(".terraform.lock.hcl")).toContain(
          'provider "registry.opentofu.org/latchkey/latchkey"',
        );
        await bench.terraform.apply();
        const held = bench.sandbox.gateway.heldKeyId("/services/products/production/aws");
        expect(bench.keys("gateway")).toEqual([`${held} Active`]);

        bench.news();
        await bench.terraform.apply();
        expect(bench.news()).toEqual({ aws: [], gateway: [] });
        expect(await bench.leaks()).toEqual([]);

        await bench.terraform.destroy();
        expect(bench.sandbox.aws.accessKeys()).toEqual([]);
      } finally {
        await bench.close();
      }
    },
  );

  describeIf(ephemeralMissing())("with ephemeral resources", () => {
    withAws(
      "has the AWS provider of a second stack work with what a dynamic secret issues, which nothing keeps",
      async () => {
        const bench = await Bench.open({ aws: await chooseAwsProviderSource({ env: process.env }) });
        try {
          await bench.gateway("target-create-aws", { name: "/prod/aws", "use-gw-cloud-identity": true });
          await bench.gateway("dynamic-secret-create-aws", {
            name: "/services/products/production/aws-admin",
            "target-name": "/prod/aws",
            "aws-user-policies": "arn:aws:iam::aws:policy/AdministratorAccess",
          });
          const count = (kind: string) =>
            bench.sandbox.gateway.events().filter((event) => event.kind === kind).length;
          copyFileSync(join(root, "examples/second-stack/main.tf"), join(bench.terraform.folder, "main.tf"));
          await bench.terraform.succeed("init", "-input=false");
          await bench.terraform.apply();
          const made = bench.sandbox.aws.calls().filter(({ action }) => action === "CreateUser");
          expect(made.filter(({ parameters }) => parameters.UserName === "application")).toMatchObject([
            { error: null, caller: expect.stringMatching(/user\/tmp\./) },
          ]);
          expect((await bench.terraform.plan()).changes).toEqual([]);
          await bench.terraform.destroy();

          expect(count("issued")).toBeGreaterThan(0);
          expect(count("revoked")).toBe(count("issued"));
          expect(bench.sandbox.aws.accessKeys().filter(({ userName }) => /^tmp\./.test(userName))).toEqual(
            [],
          );
          expect(await bench.leaks()).toEqual([]);
        } finally {
          await bench.close();
        }
      },
    );
  });
});
