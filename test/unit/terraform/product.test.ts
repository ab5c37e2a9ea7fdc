import { productOf } from "../../../src/terraform/product.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";

const folder = temporaryFolder();

test.each([
  ["OpenTofu", "OpenTofu v1.12.6\non linux_amd64"],
  ["Terraform", "Terraform v1.15.9\non linux_amd64"],
  ["Terraform", "a wrapper that calls itself otherwise and runs OpenTofu v1.12.6"],
])("is %s where the binary names itself so", async (product, answer) => {
  const binary = file(folder, "binary", `#!/bin/sh\ncat <<'END'\n${answer}\nEND\n`, 0o755);
  await expect(productOf({ ...process.env, TERRAFORM_BINARY_NAME: binary })).resolves.toBe(product);
});

test("is Terraform where nothing answers", async () => {
  await expect(productOf({ PATH: "/nowhere" })).resolves.toBe("Terraform");
});
