import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";

const START_MS = 60_000;

/** moto's server: an IAM and STS that somebody else has written. */
export class Moto {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  /**
   * Starts it with authorization switched off.
   *
   * @param wait for real milliseconds, for callers whose own time does not pass as it does outside
   */
  static async start(wait: (ms: number) => Promise<unknown> = setTimeout): Promise<Moto> {
    const port = await freePort();
    const child = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    const moto = new Moto(`http://127.0.0.1:${port}`, child);
    for (let waited = 0; waited < START_MS && child.exitCode === null; waited += 100) {
      const answers = await fetch(`${moto.url}/moto-api/`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (answers) return moto;
      await wait(100);
    }
    await moto.stop();
    throw new Error("moto_server does not answer");
  }

  /** From now on every call is checked for a signature by a key that moto made, and against the caller's policies. */
  async switchAuthorizationOn(): Promise<void> {
    const answer = await fetch(`${this.url}/moto-api/reset-auth`, { method: "POST", body: "0" });
    if (!answer.ok) throw new Error(`moto answered ${answer.status}`);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
