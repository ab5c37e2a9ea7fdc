import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack, Testing } from "cdktf";
import {
  AccessMode,
  DynamicProducer,
  LatchkeyProvider,
  LatchkeySeedRetirement,
  LatchkeyTargetAws,
  Rotator,
  Target,
} from "../../src/index.js";
import { Bench } from "../support/acceptance/bench.js";
import { describeIf, opentofuMissing, terraformMissing } from "../support/acceptance/requirements.js";
import { formerTables } from "../support/schema/former-tables.js";

jest.setTimeout(240_000);

const TARGET = "/former/aws";
const EMPTY = { changes: [], drift: [] };
const NOTHING = { aws: [], gateway: [] };

/** Everything of the main job, as the constructs of this version write it. */
function writtenNow(userArn: string): string {
  const stack = new TerraformStack(Testing.app(), "demo");
  new LatchkeyProvider(stack, "latchkey");
  const made = new LatchkeyTargetAws(stack, "target", { name: TARGET, seedUserArn: userArn });
  const target = Target.fromTargetName(stack, "Target", made.name);
  const rotator = new Rotator(stack, "Rotator", {
    name: "/former/rot",
    target,
    rotationHour: 3,
    tags: ["a"],
  });
  const producer = new DynamicProducer(stack, "Producer", {
    name: "/former/dyn",
    target,
    access: AccessMode.assumeRole(["arn:aws:iam::000000424242:role/admin"]),
    description: "d",
  });
  new LatchkeySeedRetirement(stack, "Retirement", {
    target: made.name,
    rotator: rotator.rotatorName,
    seedUserArn: userArn,
    seedKeyId: made.seedKeyId,
    proofProducer: producer.producerName,
    quietPeriodSeconds: 0,
  });
  return Testing.synth(stack);
}

/** The same as the versions wrote it that knew the former names alone. */
function writtenBefore(userArn: string): string {
  const { moved: _, ...rest } = JSON.parse(writtenNow(userArn));
  return JSON.stringify(rest)
    .replaceAll("latchkey_rotated_secret_aws", "latchkey_rotator_aws")
    .replaceAll("latchkey_dynamic_secret_aws", "latchkey_dynamic_producer_aws");
}

describe.each([
  ["Terraform", undefined, terraformMissing()],
  ["OpenTofu", "tofu", opentofuMissing()],
])("%s", (_name, binary, missing) => {
  describeIf(missing)("with what the constructs of an earlier version have made", () => {
    const usual = process.env.TERRAFORM_BINARY_NAME;
    let bench: Bench;
    let arn: string;
    beforeEach(async () => {
      if (binary !== undefined) process.env.TERRAFORM_BINARY_NAME = binary;
      bench = await Bench.open({ attached: true });
      arn = await bench.user("former", TARGET);
      await bench.terraform.configure("");
    });
    afterEach(async () => {
      if (usual === undefined) delete process.env.TERRAFORM_BINARY_NAME;
      else process.env.TERRAFORM_BINARY_NAME = usual;
      await bench?.close();
    });

    /** The programs' own requirements stand in main.tf already. */
    function write(json: string): void {
      const { terraform: _, ...rest } = JSON.parse(json);
      writeFileSync(join(bench.terraform.folder, "stack.tf.json"), JSON.stringify(rest));
    }
    const stored = () => bench.terraform.succeed("state", "list");

    test("keeps it working under the former names, with a warning; goes over to the new ones without a change", async () => {
      write(writtenBefore(arn));
      const applied = await bench.terraform.apply();
      for (const { type } of formerTables) expect(applied).toContain(`latchkey_${type} is deprecated`);
      await expect(bench.terraform.plan()).resolves.toEqual(EMPTY);
      const [keys, held] = [bench.keys("former"), bench.sandbox.gateway.heldKeyId(TARGET)];
      for (const { type } of formerTables) expect(await stored()).toContain(`latchkey_${type}.`);
      bench.news();

      write(writtenNow(arn));
      await expect(bench.terraform.plan()).resolves.toEqual(EMPTY);
      const moved = await bench.terraform.apply();

      expect(moved).toContain("0 added, 0 changed, 0 destroyed");
      expect(moved).not.toContain("changed outside of");
      expect(moved).not.toContain("deprecated");
      expect(bench.news()).toEqual(NOTHING);
      expect([bench.keys("former"), bench.sandbox.gateway.heldKeyId(TARGET)]).toEqual([keys, held]);
      for (const { type } of formerTables) expect(await stored()).not.toContain(`latchkey_${type}.`);
      await expect(bench.terraform.plan()).resolves.toEqual(EMPTY);

      await bench.terraform.destroy();
      expect(bench.keys("former")).toEqual([]);
    });
  });
});
