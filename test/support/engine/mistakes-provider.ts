import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeTestProgram } from "../runtime/test-program.js";

/** The provider of the author mistakes as a process that serves every Terraform that is told of it. */
export class MistakesProvider {
  #log = "";

  private constructor(
    private readonly directory: string,
    private readonly child: ChildProcess,
    /** For TF_REATTACH_PROVIDERS. */
    readonly attachment: string,
  ) {}

  static async start(): Promise<MistakesProvider> {
    const directory = mkdtempSync(join(tmpdir(), "author-mistakes-"));
    const program = join(directory, "provider");
    await makeTestProgram(join(__dirname, "mistakes-provider-main.ts"), program);
    const env = { ...process.env, TF_LOG: "TRACE", WORLD_FILE: join(directory, "world.json") };
    const child = spawn(program, ["--reattach"], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [line] = await once(child.stdout.setEncoding("utf8"), "data");
    const provider = new MistakesProvider(directory, child, String(line).trim());
    child.stderr.setEncoding("utf8").on("data", (text) => {
      provider.#log += text;
    });
    return provider;
  }

  /** The names of the things that exist in the remote. */
  things(): string[] {
    return JSON.parse(readFileSync(join(this.directory, "world.json"), "utf8"));
  }

  /** What it has logged so far, on the most talkative level. */
  log(): string {
    return this.#log;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill("SIGTERM");
      await once(this.child, "exit");
    }
    rmSync(this.directory, { recursive: true });
  }
}
