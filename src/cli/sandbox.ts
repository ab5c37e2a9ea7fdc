import { once } from "node:events";
import { type Sandbox, type SandboxOptions, startSandbox } from "../sandbox/sandbox.js";
import type { Host, Style } from "./io.js";

/** What a script gets when the sandbox is ready. */
export interface SandboxReady {
  readonly aws_url: string;
  readonly gateway_url: string;
  readonly control_url: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * `latchkey sandbox`: the local gateway and the local AWS alone, until the signal is aborted.
 *
 * @throws Fault SANDBOX_PORT_TAKEN, SANDBOX_DATA_IN_USE, SANDBOX_DATA_UNUSABLE
 */
export async function runSandbox(options: SandboxOptions, host: Host, signal: AbortSignal): Promise<void> {
  const sandbox = await startSandbox(options);
  try {
    host.result(readiness(sandbox), sandboxText(sandbox, host.style, options.data));
    if (!signal.aborted) await Promise.race([once(signal, "abort"), sandbox.broken]);
    host.progress("Stopping.");
  } finally {
    await sandbox.close();
  }
}

/** What a script needs to use a running sandbox. */
export function readiness({ aws, gateway, controlUrl, environment }: Sandbox): SandboxReady {
  return { aws_url: aws.url, gateway_url: gateway.url, control_url: controlUrl, environment };
}

/** What a person needs to use a running sandbox: lines for a shell, and how to move its clock. */
export function sandboxText({ controlUrl, environment }: Sandbox, style: Style, data?: string): string {
  const lines = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'`);
  return [
    style.bold("The sandbox is up. In another shell:"),
    "",
    ...lines,
    "",
    style.bold("A day goes by, and what falls due is done:"),
    "",
    `curl -X POST ${controlUrl}/clock -d '{"advance_seconds": 86400}'`,
    "",
    `${style.dim("Keys and events:")} curl ${controlUrl}/   ${style.dim("Calls:")} curl ${controlUrl}/calls`,
    style.dim(
      data === undefined
        ? "Nothing is kept: Ctrl-C ends it."
        : `Ctrl-C ends it; what it holds is kept in ${data}, the secrets of the sandbox in clear text.`,
    ),
  ].join("\n");
}
