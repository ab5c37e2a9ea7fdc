import { Bench } from "../support/acceptance/bench.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";

jest.setTimeout(180_000);

/** A key and a secret whose values are given only to some of the runs. */
const configuration = (more = "", version = 1) => `
variable "s" {
  type      = string
  ephemeral = true
  default   = null
}
resource "latchkey_target_aws" "t" {
  name                         = "/e/nosecret"
  access_key_id                = "AKIAZZZZZZZZZZZZZZZZ"
  secret_access_key_wo         = var.s
  secret_access_key_wo_version = ${version}
  ${more}
}
resource "latchkey_static_secret" "t" {
  name             = "/e/nosecret-s"
  value_wo         = var.s
  value_wo_version = ${version}
  ${more.includes("region") ? "" : more}
}`;
const SECRET = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYab";
const WITH = `-var=s=${SECRET}`;

let bench: Bench;

describeIf(terraformMissing())("with write-only values that are at hand only where they are needed,", () => {
  beforeAll(async () => {
    bench = await Bench.open({ attached: true });
    await bench.terraform.configure(configuration());
    bench.news();
  });
  afterAll(() => bench?.close());

  test("a create without them fails while planning, at each resource, and nothing is made", async () => {
    const said = await bench.terraform.failingApply();
    expect(said).toContain("access_key_id is set, secret_access_key_wo is not");
    expect(said).toContain("[CREDENTIAL_SOURCE_UNCLEAR]");
    expect(said).toContain("value_wo is not set, and the secret is to be made");
    expect(said).toContain("[VALUE_NOT_ALLOWED]");
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
  });

  test("a colleague without them plans no change, and validates", async () => {
    await bench.terraform.apply(WITH);
    expect([...bench.news().gateway].sort()).toEqual([
      "create-secret",
      "target-create-aws",
      "update-item",
      "update-target",
    ]);
    await bench.terraform.succeed("validate");
    expect(await bench.terraform.plan()).toEqual({ changes: [], drift: [] });
  });

  test("a change of what is no secret is applied without them, and leaves the secrets", async () => {
    bench.terraform.reconfigure(configuration('description = "d"'));
    await bench.terraform.apply();
    bench.terraform.reconfigure(configuration('description = "d"\n  region = "eu-west-1"'));
    await bench.terraform.apply();
    expect(await bench.gateway("target-get-details", { name: "/e/nosecret" })).toMatchObject({
      value: { aws_target_details: { aws_secret_access_key: SECRET, aws_region: "eu-west-1" } },
    });
    bench.news();
  });

  test("another version needs them, which is told while planning", async () => {
    bench.terraform.reconfigure(configuration("", 2));
    const said = await bench.terraform.failingApply();
    expect(said).toContain("the access key changes, and secret_access_key_wo is not set");
    expect(said).toContain("value_wo is not set, and value_wo_version changes");
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    await bench.terraform.apply(WITH);
  });

  test("a destroy needs none", async () => {
    await bench.terraform.destroy();
    expect([...bench.news().gateway].sort()).toEqual(
      expect.arrayContaining(["delete-item", "target-delete"]),
    );
  });
});
