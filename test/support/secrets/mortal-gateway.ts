import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { GatewayAdministrator } from "../gateway/administrator.js";
import { makeNodeProgram } from "../runtime/test-program.js";

/** A gateway with static secrets that can be killed and started anew: what it keeps, it keeps in a file. */
export class MortalGateway {
  readonly admin = { accessId: "p-administrator1", accessKey: "the-access-key-of-the-administrator" };
  readonly #folder: string;
  readonly #port: number;
  readonly #secrets = new Map<string, string>();
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  /** Starts it in a folder of the test's own. */
  static async start(folder: string, secrets: Readonly<Record<string, string>>): Promise<MortalGateway> {
    await makeNodeProgram(join(__dirname, "mortal-gateway-main.ts"), join(folder, "gateway.js"));
    const gateway = new MortalGateway(folder, await freePort());
    for (const [path, value] of Object.entries(secrets)) gateway.#secrets.set(path, value);
    await gateway.revive();
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/api/v2`;
  }

  get isAlive(): boolean {
    return this.#process !== undefined;
  }

  /** Gives a secret another value: at once, or when it is started anew. */
  async update(path: string, value: string): Promise<void> {
    this.#secrets.set(path, value);
    if (!this.isAlive) return;
    await new GatewayAdministrator(this).run("update-secret-val", { name: path, value, format: "json" });
  }

  /** Ends the process as a crash does. */
  async kill(): Promise<void> {
    const killed = this.#process;
    if (!killed) return;
    this.#process = undefined;
    const ended = once(killed, "exit");
    killed.kill("SIGKILL");
    await ended;
  }

  /** Starts a new process, with all that the former one had kept. */
  async revive(): Promise<void> {
    const file = join(this.#folder, "gateway.json");
    const secrets = Object.fromEntries(this.#secrets);
    writeFileSync(file, JSON.stringify({ port: this.#port, admin: this.admin, secrets }));
    const started = spawn(process.execPath, [join(this.#folder, "gateway.js"), file], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(createInterface({ input: started.stdout }), "line");
    this.#process = started;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}
