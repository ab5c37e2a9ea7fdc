import { findTerraform } from "../../../src/terraform/find-terraform.js";
import { describeIf, terraformMissing } from "../../support/acceptance/requirements.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";

const folder = temporaryFolder();

/** A program that answers like Terraform of this version. */
function terraform(name: string, answer: string, exitCode = 0): string {
  return file(folder, name, `#!/bin/sh\necho '${answer}'\nexit ${exitCode}\n`, 0o755);
}

const answering = (version: string) => JSON.stringify({ terraform_version: version, platform: "any" });

test("takes the binary that TERRAFORM_BINARY_NAME names", async () => {
  const binary = terraform("tofu", answering("1.12.0-rc1"));
  await expect(findTerraform({ ...process.env, TERRAFORM_BINARY_NAME: binary })).resolves.toEqual({
    binary,
    version: "1.12.0-rc1",
  });
});

test("takes terraform from the PATH when nothing is named, and an empty name is nothing", async () => {
  terraform("terraform", answering("2.0.0"));
  const env = { PATH: `${folder}:/bin:/usr/bin`, TERRAFORM_BINARY_NAME: "" };
  await expect(findTerraform(env)).resolves.toEqual({ binary: "terraform", version: "2.0.0" });
});

describeIf(terraformMissing())("the real Terraform", () => {
  test("answers whatever the person's CLI configuration holds", async () => {
    const broken = file(folder, "broken.tfrc", "}{");
    const env = { ...process.env, TF_CLI_CONFIG_FILE: broken };
    await expect(findTerraform(env)).resolves.toMatchObject({ binary: "terraform" });
  });
});

test.each([
  ["there is no such program", "TERRAFORM_MISSING", () => "/nowhere/terraform"],
  ["it is older than 1.11", "TERRAFORM_TOO_OLD", () => terraform("old", answering("1.10.5"))],
  ["it ends with an error", "TERRAFORM_UNUSABLE", () => terraform("failing", "no", 3)],
  ["it does not answer in JSON", "TERRAFORM_UNUSABLE", () => terraform("prose", "Terraform v1.11.4")],
  ["it may not be run", "TERRAFORM_UNUSABLE", () => file(folder, "plain", "")],
])("fails when %s", async (_why, code, binary) => {
  const env = { ...process.env, TERRAFORM_BINARY_NAME: binary() };
  await expect(findTerraform(env)).rejects.toMatchObject({
    code,
    details: { state: "Nothing was started." },
  });
});

test("says what to install when Terraform is missing", async () => {
  await expect(findTerraform({ PATH: "/nowhere" })).rejects.toThrow(
    /Looking for Terraform as "terraform": there is no such program[\s\S]*Install Terraform 1\.11 or newer/,
  );
});
