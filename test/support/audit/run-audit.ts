import { Readable } from "node:stream";
import type { AuditReport } from "../../../src/cli/audit/report.js";
import { main } from "../../../src/cli/main.js";
import { AMBIENT } from "../aws/deployer.js";
import { temporaryFolder } from "../cli/temporary-folder.js";
import { type WatchedWorld, watchedWorld } from "../cli/watched-world.js";

export interface AuditRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface AuditSurroundings {
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: string | Uint8Array | Readable;
  /** Called with the world before the command begins. */
  readonly meet?: (world: WatchedWorld) => void;
}

/** What keeps the AWS SDK from finding credentials that are not the test's. */
const NO_CREDENTIALS: NodeJS.ProcessEnv = {
  AWS_CONFIG_FILE: AMBIENT.AWS_CONFIG_FILE,
  AWS_SHARED_CREDENTIALS_FILE: AMBIENT.AWS_SHARED_CREDENTIALS_FILE,
  AWS_EC2_METADATA_DISABLED: AMBIENT.AWS_EC2_METADATA_DISABLED,
};

/** Runs `latchkey audit` in this process, which for that time has this environment and no other. */
export async function runAudit(
  args: readonly string[],
  { env = {}, stdin, meet }: AuditSurroundings = {},
): Promise<AuditRun> {
  const surroundings = { HOME: temporaryFolder(), ...NO_CREDENTIALS, ...env };
  const world = watchedWorld(surroundings);
  meet?.(world);
  // The AWS SDK reads the environment of the process.
  const replaced = jest.replaceProperty(process, "env", surroundings);
  try {
    const given = stdin instanceof Readable ? stdin : Readable.from([Buffer.from((stdin ?? "") as string)]);
    const input = stdin === undefined ? {} : { stdin: given };
    const code = await main(["audit", ...args], { ...world, ...input });
    return { code, ...world.printed };
  } finally {
    replaced.restore();
  }
}

/** The same with `--json`, and what it reported. */
export async function auditReport(
  args: readonly string[],
  surroundings: AuditSurroundings = {},
): Promise<AuditRun & { readonly report: AuditReport }> {
  const run = await runAudit([...args, "--json"], surroundings);
  return { ...run, report: JSON.parse(run.stdout) };
}
