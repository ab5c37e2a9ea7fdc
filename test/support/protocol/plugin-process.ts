import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClientCertificate, makeClientCertificate } from "./client-certificate.js";

/** A provider process as Terraform would have started it. */
export interface PluginProcess {
  readonly child: ChildProcess;
  /** The environment's client certificate; null for a plaintext start. */
  readonly clientCertificate: ClientCertificate | null;
  /** The fields of the first line on stdout. */
  readonly line: readonly string[];
  /** Where it listens, as a gRPC target. */
  readonly target: string;
  /** The server's certificate from the handshake line; null for plaintext. */
  readonly certificatePem: string | null;
  /** An empty directory of its own, which is also its MEMORY_DIRECTORY. */
  readonly directory: string;
  stdout(): string;
  stderr(): string;
  /** Resolves when the process has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

export interface StartOptions {
  readonly env?: { readonly [name: string]: string | undefined };
  readonly arguments?: readonly string[];
  /** The folder that it runs in. Default: that of the test. */
  readonly cwd?: string;
  /** Default: a new P-521 certificate. */
  readonly clientCertificate?: ClientCertificate | null;
}

const running = new Set<{ readonly child: ChildProcess; readonly directory: string }>();

/** Ends everything that was started; for afterEach. */
export async function endPlugins(): Promise<void> {
  for (const plugin of running) {
    const { child, directory } = plugin;
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM"); // so that it removes its socket
      await once(child, "exit");
    }
    rmSync(directory, { recursive: true, force: true });
    running.delete(plugin);
  }
}

/** Starts a provider with the environment that go-plugin gives, and waits for its first line. */
export async function startPlugin(program: string, options: StartOptions = {}): Promise<PluginProcess> {
  const directory = mkdtempSync(join(tmpdir(), "plugin-test-"));
  const { clientCertificate = makeClientCertificate() } = options;
  const env = {
    ...process.env,
    TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    PLUGIN_PROTOCOL_VERSIONS: "5,6",
    PLUGIN_MIN_PORT: "10000",
    PLUGIN_MAX_PORT: "25000",
    ...(clientCertificate
      ? { PLUGIN_CLIENT_CERT: clientCertificate.certificatePem }
      : { TF_DISABLE_PLUGIN_TLS: "1" }),
    MEMORY_DIRECTORY: directory,
    ...options.env,
  };
  const { cwd } = options;
  const child = spawn(program, options.arguments ?? [], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  running.add({ child, directory });

  let stdout = "";
  let stderr = "";
  const ended = new Promise<Awaited<PluginProcess["ended"]>>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  await new Promise<void>((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      if (stdout.includes("\n")) resolve();
    });
    void ended.then(() => resolve());
  });

  const line = (stdout.split("\n")[0] ?? "").split("|");
  const [, , network, address, , certificate = ""] = line;
  const lines =
    Buffer.from(certificate, "base64")
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return {
    child,
    clientCertificate,
    line,
    target: network === "unix" ? `unix:${address}` : `${address}`,
    certificatePem:
      certificate === ""
        ? null
        : `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
    directory,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
  };
}
