import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { lendAwsProvider } from "../../src/terraform/aws-packages.js";
import { cliConfigText } from "../../src/terraform/cli-config.js";
import { findProviderMirror, MIRROR_VARIABLE } from "../../src/terraform/provider-mirror.js";

const REQUIREMENT = `terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}
`;

/** How the real hashicorp/aws provider is installed here. */
export interface AwsProvider {
  /** For TF_CLI_CONFIG_FILE. */
  readonly cliConfig: string;
  /** The block that requires it. */
  readonly requirement: string;
}

/**
 * The real AWS provider: from the mirror that LATCHKEY_PROVIDER_MIRROR names or that is found on this machine, else
 * from the registry. Where there is neither (or no Terraform), says so on stderr and returns undefined: the caller
 * skips its tests.
 */
export function awsProviderOrNotice(): AwsProvider | undefined {
  const mirror = process.env[MIRROR_VARIABLE] || findProviderMirror({ env: process.env });
  if (mirror) {
    const lent = mkdtempSync(join(tmpdir(), "aws-provider-lent-"));
    afterAll(() => rmSync(lent, { recursive: true, force: true }));
    const aws = { from: "mirror", path: mirror } as const;
    lendAwsProvider(lent, aws);
    return { cliConfig: cliConfigText({ latchkeyMirror: lent, aws }), requirement: REQUIREMENT };
  }
  const folder = mkdtempSync(join(tmpdir(), "aws-provider-probe-"));
  try {
    writeFileSync(join(folder, "main.tf"), REQUIREMENT);
    const probe = spawnSync(process.env.TERRAFORM_BINARY_NAME || "terraform", ["init", "-no-color"], {
      cwd: folder,
      env: { ...process.env, TF_CLI_CONFIG_FILE: devNull, CHECKPOINT_DISABLE: "1" },
      timeout: 120_000,
    });
    if (probe.status === 0) return { cliConfig: "", requirement: REQUIREMENT };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stderr.write(
    `\nSKIPPED: tests with the real hashicorp/aws provider. The registry cannot be reached and no mirror was found; ${MIRROR_VARIABLE} can name one.\n\n`,
  );
  return undefined;
}
