import { execFile } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freshBundle } from "../support/acceptance/fresh-build.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";
import { terraformFile } from "../support/acceptance/terraform-file.js";

jest.setTimeout(240_000);

const CONFIGURATION = `
terraform {
  required_providers {
    latchkey = { source = "latchkey/latchkey" }
  }
}
resource "latchkey_target_aws" "aws" {
  name                 = "/a"
  use_gateway_identity = true
}
`;

describeIf(terraformMissing())("under the real Terraform, a machine", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "without-node-"));
    cpSync(freshBundle(), join(folder, "provider"), { recursive: true });
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "main.tf"), CONFIGURATION);
    const overrides = `dev_overrides {\n "latchkey/latchkey" = ${JSON.stringify(join(folder, "provider"))}\n }`;
    writeFileSync(join(folder, "cli.tfrc"), `provider_installation {\n ${overrides}\n direct {}\n}\n`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** `terraform plan` with nothing on the PATH but what is in `bin`; what it shows, on one line. */
  async function plan(env: Record<string, string> = {}): Promise<string> {
    const given = {
      PATH: join(folder, "bin"),
      HOME: folder,
      TF_CLI_CONFIG_FILE: join(folder, "cli.tfrc"),
      CHECKPOINT_DISABLE: "1",
      ...env,
    };
    const shown = await new Promise<string>((done) => {
      execFile(terraformFile(), ["plan", "-no-color"], { cwd: folder, env: given }, (_, stdout, stderr) =>
        done(stdout + stderr),
      );
    });
    return shown.replace(/\s+/g, " ");
  }

  test("without node says that, and what to do", async () => {
    const shown = await plan();
    expect(shown).toContain("The latchkey provider needs Node.js 20.9 or newer");
    expect(shown).toContain("there is no node on the PATH of Terraform");
    expect(shown).toContain("LATCHKEY_NODE");
    expect(shown).toContain("the executable of a release needs none");
    expect(shown).not.toContain("architecture");
  });

  test("with a node that is too old says that, and which one it is", async () => {
    const pretend = join(folder, "pretend.cjs");
    writeFileSync(pretend, 'Object.defineProperty(process.versions, "node", { value: "18.20.4" });\n');
    const old = join(folder, "bin", "node");
    writeFileSync(old, `#!/bin/sh\nexec ${process.execPath} --require ${pretend} "$@"\n`);
    chmodSync(old, 0o755);
    const shown = await plan();
    expect(shown).toContain("The latchkey provider needs Node.js 20.9 or newer");
    expect(shown).toContain("the executable of a release needs none");
    expect(shown).toContain("is 18.20.4");
    expect(shown).not.toContain("architecture");
  });

  test.each([
    ["node on its PATH", true],
    ["a node that LATCHKEY_NODE names", false],
  ])("with %s goes on to what the configuration lacks", async (_, onPath) => {
    if (onPath) symlinkSync(process.execPath, join(folder, "bin", "node"));
    const shown = await plan(onPath ? {} : { LATCHKEY_NODE: process.execPath });
    expect(shown).toContain("neither gateway_url nor LATCHKEY_GATEWAY_URL nor AKEYLESS_GATEWAY is set");
    expect(shown).toContain("with latchkey_target_aws.aws");
  });
});
