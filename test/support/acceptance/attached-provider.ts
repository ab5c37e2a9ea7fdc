import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { linuxProcessTable } from "../../../src/proof/canary/process-table.js";
import type { SeenProcess } from "../../../src/proof/canary/process-watch.js";
import { providerFile } from "../runtime/executables.js";

/** One process of the built provider that serves every Terraform that is told of it; each has a server of its own. */
export class AttachedProvider {
  #log = "";

  private constructor(
    private readonly child: ChildProcess,
    /** For TF_REATTACH_PROVIDERS. */
    readonly attachment: string,
  ) {}

  /** Starts the provider of a folder with exactly this environment. */
  static async start(folder: string, env: NodeJS.ProcessEnv): Promise<AttachedProvider> {
    const child = spawn(join(folder, providerFile()), ["--reattach"], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [line] = await Promise.race([once(child.stdout.setEncoding("utf8"), "data"), failure(child)]);
    const provider = new AttachedProvider(child, String(line).trim());
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      provider.#log += text;
    });
    return provider;
  }

  /** What it has printed beside the attachment. */
  log(): string {
    return this.#log;
  }

  /** What the process was given, where the system shows that. */
  seen(): readonly SeenProcess[] {
    const { pid } = this.child;
    const table = linuxProcessTable();
    if (!table || pid === undefined) return [];
    const [given, environment] = [table.arguments(pid), table.environment(pid)];
    const listed = (texts: typeof given) => new Set(Array.isArray(texts) ? texts : []);
    return [
      {
        pid,
        programs: new Set([providerFile()]),
        arguments: listed(given),
        environment: listed(environment),
        denied: given === "denied" || environment === "denied",
      },
    ];
  }

  stop(): void {
    this.child.kill("SIGTERM");
  }
}

async function failure(child: ChildProcess): Promise<never> {
  const [code] = await once(child, "exit");
  throw new Error(`the provider ended with ${code} instead of serving`);
}
