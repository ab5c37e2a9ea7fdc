import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeTestProgram } from "../runtime/test-program.js";

/**
 * A process in the place of the official provider, for programs that will not plan without the providers that their
 * state names. It is asked for its schemas and for nothing else.
 */
export class OfficialStandIn {
  private constructor(
    /** The variable by which Terraform and OpenTofu attach to it. */
    readonly env: { readonly TF_REATTACH_PROVIDERS: string },
    readonly stop: () => Promise<void>,
  ) {}

  static async start(): Promise<OfficialStandIn> {
    const directory = mkdtempSync(join(tmpdir(), "official-stand-in-"));
    const program = join(directory, "provider");
    await makeTestProgram(join(__dirname, "../engine/kinds/kinds-provider-main.ts"), program);
    const child = spawn(program, ["--reattach"], {
      env: { ...process.env, KINDS_EVENTS: join(directory, "events.log") },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(child.stdout.setEncoding("utf8"), "data");
    const attachment = String(line).trim().replaceAll("example/test", "akeyless-community/akeyless");
    return new OfficialStandIn({ TF_REATTACH_PROVIDERS: attachment }, async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      rmSync(directory, { recursive: true });
    });
  }
}
