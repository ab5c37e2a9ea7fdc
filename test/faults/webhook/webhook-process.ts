import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { WebhookServer } from "../../../src/webhook/index.js";
import { givenTime } from "../time/pace.js";
import type { Systems } from "../world/systems.js";

const ROOT = join(__dirname, "..", "..", "..");

/** A webhook that runs by itself, and is killed and started again at the same address. */
export class WebhookProcess {
  readonly #systems: Systems;
  #child: ChildProcess | undefined;
  #urls: WebhookServer["urls"] | undefined;

  constructor(systems: Systems) {
    this.#systems = systems;
  }

  get urls(): WebhookServer["urls"] {
    if (!this.#urls) throw new Error("the webhook has not started");
    return this.#urls;
  }

  /** Starts it, with the time that it is for the gateway. */
  async start(): Promise<void> {
    await this.kill();
    const { AKEYLESS_GATEWAY = "", AKEYLESS_ACCESS_ID = "" } = this.#systems.environment;
    const { NODE_OPTIONS = "", ...time } = givenTime(this.#systems.now().getTime());
    const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "server.ts")], {
      cwd: ROOT,
      env: {
        ...time,
        NODE_OPTIONS,
        PATH: process.env.PATH,
        GATEWAY_ACCESS_ID: AKEYLESS_ACCESS_ID,
        AUTH_SERVICE: `${AKEYLESS_GATEWAY}/validate-producer-credentials`,
        PORT: this.#urls ? new URL(this.#urls.create).port : "0",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      this.#urls = JSON.parse(line) as WebhookServer["urls"];
      return;
    }
    throw new Error("the webhook has not started");
  }

  /** Ends it without a warning, in the middle of whatever it does. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
}
