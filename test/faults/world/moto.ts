import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { realWait } from "../time/pace.js";

/** Longest real time for moto to answer, in milliseconds. */
const START_MS = 60_000;

/** Whether moto's server is installed here. */
export function motoIsHere(): boolean {
  return spawnSync("moto_server", ["--help"], { timeout: 60_000 }).status === 0;
}

/** moto's server: an AWS that somebody else has written. */
export class Moto {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  /** Starts it with authorization switched off. */
  static async start(): Promise<Moto> {
    const port = await freePort();
    const child = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], {
      stdio: "ignore",
      env: { ...process.env, INITIAL_NO_AUTH_ACTION_COUNT: "1000000" },
    });
    const moto = new Moto(`http://127.0.0.1:${port}`, child);
    for (let waited = 0; waited < START_MS; waited += 200) {
      const isUp = await fetch(`${moto.url}/moto-api/`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isUp) return moto;
      await realWait(200);
    }
    await moto.stop();
    throw new Error("moto's server does not answer");
  }

  /** From now on every call is checked for a signature by a key that moto made, and against the caller's policies. */
  async switchAuthorizationOn(): Promise<void> {
    const answer = await fetch(`${this.url}/moto-api/reset-auth`, { method: "POST", body: "0" });
    if (!answer.ok) throw new Error(`moto answered ${answer.status}`);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.kill("SIGTERM");
    await gone;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
