import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childEnvironment } from "../../src/terraform/process/child-environment.js";

jest.setTimeout(120_000);

const root = join(__dirname, "../..");
const LITERAL = `AKIA${"Z4Q7".repeat(4)}`;

test("cdktf synth fails where a live key would reach Terraform: with the cure, without the key, and writes no stack", () => {
  const out = mkdtempSync(join(tmpdir(), "latchkey-synth-"));
  try {
    const program = `${process.execPath} node_modules/tsx/dist/cli.mjs test/support/constructs/live-key-program.ts`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(root, "node_modules/cdktf-cli/bundle/bin/cdktf.js"),
        "synth",
        "--app",
        program,
        "--output",
        join(out, "o"),
      ],
      {
        cwd: root,
        encoding: "utf8",
        env: childEnvironment(process.env, {
          CDKTF_HOME: out,
          CDKTF_LOG_FILE_DIRECTORY: out,
          CHECKPOINT_DISABLE: "1",
          CI: "true",
          LITERAL_OF_THE_TEST: LITERAL,
        }),
      },
    );
    const said = stdout + stderr;
    expect({ status, said }).toEqual({ status: 1, said: expect.stringContaining("Validation failed") });
    for (const words of [
      "[legacy/Target] 'accessKeyId' should not refer to an access key of Terraform's, got [legacy/Key].",
      "[legacy/Target] 'accessKey' should not refer to an access key of Terraform's, got [legacy/Key].",
      "[legacy/copied] 'copied' should not hold a literal that looks like an access key id, got one (not shown).",
      "Credentials.seededBy(user)",
      "[TERRAFORM_KEY_FEEDS_TARGET]",
    ]) {
      expect(said).toContain(words);
    }
    expect(said).not.toContain(LITERAL);
    expect(existsSync(join(out, "o/stacks/legacy/cdk.tf.json"))).toBe(false);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
