import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { HookUrls } from "../../../src/hook/index.js";
import { childEnvironment } from "../../../src/terraform/process/child-environment.js";
import { freshLatchkey } from "../acceptance/fresh-build.js";

/** The built `latchkey hook serve` as a process of its own. */
export class HookProcess {
  readonly printed = { stdout: "", stderr: "" };
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  readonly #child: ChildProcess;

  private constructor(args: readonly string[], env: Readonly<Record<string, string>>) {
    const [program, ...first] = freshLatchkey();
    this.#child = spawn(program, [...first, "hook", "serve", ...args], {
      env: childEnvironment(process.env, env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const name of ["stdout", "stderr"] as const) {
      this.#child[name]?.setEncoding("utf8").on("data", (text: string) => {
        this.printed[name] += text;
      });
    }
    this.ended = once(this.#child, "close").then(([code, signal]) => code ?? signal);
  }

  /** Builds it if a source has changed, starts it, and waits until it listens or has ended. */
  static async start(args: readonly string[], env: Readonly<Record<string, string>>): Promise<HookProcess> {
    const hook = new HookProcess(["--json", "--port", "0", ...args], env);
    const ready = new Promise<void>((resolve) => {
      hook.#child.stdout?.on("data", () => {
        if (hook.printed.stdout.includes("\n")) resolve();
      });
    });
    await Promise.race([ready, hook.ended]);
    return hook;
  }

  get urls(): HookUrls {
    return JSON.parse(this.printed.stdout);
  }

  /** The records of its log. */
  get log(): { readonly event: string; readonly level: string; readonly message: string }[] {
    return this.printed.stderr
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line));
  }

  kill(signal: "SIGTERM" | "SIGINT" | "SIGKILL"): void {
    this.#child.kill(signal);
  }

  /** Ends it whatever it does. */
  async end(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.kill("SIGKILL");
    await this.ended;
  }
}
