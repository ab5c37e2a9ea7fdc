import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../src/domain/package-root.js";
import type { AwsProviderSource } from "../../../src/terraform/cli-config.js";
import { layProviders } from "../../../src/terraform/lay-providers.js";
import type { Stack } from "./stack.js";
import { FULL_WAITS } from "./waits.js";

const FOLDER = "/services/products/production";
/** Slower than with our provider alone: the AWS provider signs by the real time, and AWS tolerates 15 minutes. */
const PACE = 5;

interface Synthesized {
  readonly terraform: { readonly required_providers: object };
  readonly resource: {
    readonly aws_iam_user: Readonly<Record<string, { readonly name: string }>>;
    readonly latchkey_seed_retirement: Readonly<Record<string, object>>;
  };
  readonly provider: { readonly latchkey: readonly object[] };
}

/**
 * The application of the quick start, as CDKTF synthesizes it, with the real AWS provider beside ours. `work` is a
 * folder for what all cells share.
 */
export function quickstartStack(work: string, aws: AwsProviderSource): Stack {
  const synthesized = synthesize(join(work, "quickstart"));
  const [user] = Object.values(synthesized.resource.aws_iam_user);
  if (!user) throw new Error("the quick start makes no IAM user");
  const mirror = join(work, "mirror");
  const stack: Stack = {
    userName: user.name,
    successors: [],
    target: `${FOLDER}/aws`,
    home: "target",
    rotator: `${FOLDER}/aws-rotator`,
    producer: `${FOLDER}/aws-admin`,
    folder: FOLDER,
    managesUser: true,
    pace: PACE,
    secrets: { TF_VAR_db_password: randomBytes(24).toString("base64url") },
    cliConfig: (provider) => layProviders({ mirror, aws, built: provider }),
    async prepare(_, folder) {
      stack.configure(folder, FULL_WAITS, {});
      const { exitCode, output } = await folder.run("init", ["init"]);
      if (exitCode !== 0) throw new Error(`terraform init failed: ${output}`);
    },
    configure: (folder, waits, { retirement = true }) => {
      const { resource, provider } = synthesized;
      const retirements = Object.entries(resource.latchkey_seed_retirement).map(([name, one]) => [
        name,
        { ...one, quiet_period_seconds: waits.quietPeriodSeconds },
      ]);
      folder.configure({
        ...synthesized,
        // CDKTF names a file of the folder in which it ran; the state belongs to the cell.
        terraform: { required_providers: synthesized.terraform.required_providers },
        provider: {
          ...provider,
          latchkey: provider.latchkey.map((one) => ({
            ...one,
            key_settle_seconds: waits.keySettleSeconds,
            request_timeout_seconds: waits.requestTimeoutSeconds,
          })),
        },
        resource: {
          ...resource,
          latchkey_seed_retirement: retirement ? Object.fromEntries(retirements) : {},
        },
      });
    },
  };
  return stack;
}

/** Synthesizes the application once for all cells. */
function synthesize(folder: string): Synthesized {
  const file = join(folder, "out", "stacks", "quickstart", "cdk.tf.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Synthesized;
  } catch {
    // Not yet.
  }
  mkdirSync(folder, { recursive: true });
  const root = packageRoot();
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, "node_modules", "tsx", "dist", "cli.mjs"), join(root, "examples", "quickstart", "main.ts")],
    {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, CDKTF_OUTDIR: join(folder, "out"), AWS_REGION: "us-east-1" },
    },
  );
  if (status !== 0) throw new Error(`the quick start could not be synthesized: ${stderr}`);
  return JSON.parse(readFileSync(file, "utf8")) as Synthesized;
}
