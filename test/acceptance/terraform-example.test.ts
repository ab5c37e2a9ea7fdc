import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { chooseAwsProviderSource } from "../../src/terraform/provider-mirror.js";
import { Bench } from "../support/acceptance/bench.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";

jest.setTimeout(240_000);

const example = join(__dirname, "..", "..", "examples", "terraform", "main.tf");

(awsProviderOrNotice() ? test : test.skip)(
  "the plain Terraform example retires its seed, changes nothing afterwards and leaves nothing",
  async () => {
    const aws = await chooseAwsProviderSource({ env: process.env });
    const bench = await Bench.open({ attached: true, aws, sandbox: { foreignKeys: "leave" } });
    try {
      copyFileSync(example, join(bench.terraform.folder, "main.tf"));
      await bench.terraform.succeed("init", "-input=false");
      await bench.terraform.apply();
      const held = bench.sandbox.gateway.heldKeyId("/services/products/production/aws");
      expect(bench.keys("gateway")).toEqual([`${held} Active`]);

      bench.news();
      expect((await bench.terraform.plan()).changes).toEqual([]);
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
