import { freshProvider } from "../support/acceptance/fresh-build.js";
import { actionsKnown, describeIf, terraformMissing } from "../support/acceptance/requirements.js";
import { servedSchema } from "../support/acceptance/served.js";
import { TerraformProject } from "../support/acceptance/terraform-project.js";

// Whatever else is tested with such a Terraform runs with actions in the schema, too.
jest.setTimeout(120_000);

let terraform: TerraformProject;
beforeEach(async () => {
  const env = {
    LATCHKEY_GATEWAY_URL: "http://127.0.0.1:1",
    LATCHKEY_ACCESS_ID: "p-1",
    LATCHKEY_ACCESS_KEY: "k",
  };
  terraform = await TerraformProject.open({ provider: freshProvider(), env });
});
afterEach(() => terraform?.remove());

describeIf(terraformMissing() ?? actionsKnown())("a Terraform that knows no actions", () => {
  test("does not notice that the provider has some", async () => {
    await terraform.configure(
      'resource "latchkey_rotated_secret_aws" "it" {\n  name = "/r"\n  target = "/t"\n}\n',
    );

    await expect(terraform.succeed("validate")).resolves.toContain("Success! The configuration is valid.");
    await expect(terraform.plan()).resolves.toEqual({
      changes: [{ address: "latchkey_rotated_secret_aws.it", actions: ["create"] }],
      drift: [],
    });
    const { resource_schemas, ...rest } = servedSchema<{ resource_schemas: object }>(
      await terraform.succeed("providers", "schema", "-json"),
    );
    expect(Object.keys(resource_schemas)).toContain("latchkey_seed_retirement");
    expect(JSON.stringify(rest)).not.toContain("retire_seed_key");
  });

  test("fails on a configuration that uses one, as the guide says", async () => {
    await terraform.configure("");
    terraform.reconfigure(
      'action "latchkey_retire_seed_key" "seed" {\n  config {\n    target = "/t"\n  }\n}\n',
    );
    const { code, output } = await terraform.start(["validate"]).ended;
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining('Blocks of type "action" are not expected here'),
    });
  });
});
