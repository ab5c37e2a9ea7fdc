import { existsSync, readdirSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.js";
import { freshProvider } from "../../support/acceptance/fresh-build.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { PluginClient, wire } from "../../support/protocol/plugin-client.js";
import { endPlugins, type PluginProcess, startPlugin } from "../../support/protocol/plugin-process.js";
import { providerFile } from "../../support/runtime/executables.js";

jest.setTimeout(120_000);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
afterEach(endPlugins);

const PASSWORD = "the-password-in-the-configuration-7";

/**
 * The built provider as a shell starts it that allows no core dumps, in an empty folder, with the secrets of the sandbox in
 * its environment and one of a configuration in its memory. Programs by which something could be sent are replaced by
 * one that leaves a file.
 */
async function startWithSecrets(): Promise<{ plugin: PluginProcess; folder: string; sent: string }> {
  const [folder, bin] = [temporaryFolder(), temporaryFolder()];
  const sent = join(bin, "sent");
  for (const name of ["curl", "wget", "powershell"])
    file(bin, name, `#!/bin/sh\necho "$@" > '${sent}'\n`, 0o755);
  const plugin = await startPlugin("/bin/sh", {
    arguments: ["-c", 'ulimit -c 0; exec "$0"', join(freshProvider(), providerFile())],
    cwd: folder,
    env: { ...sandbox.environment, PATH: `${bin}${delimiter}${process.env.PATH}`, TF_LOG: "TRACE" },
  });
  const client = new PluginClient(plugin);
  const { provider } = await client.call(Provider.method.getProviderSchema, {});
  const names = (provider?.block?.attributes ?? []).map(({ name }) => name);
  await client.call(Provider.method.configureProvider, {
    config: wire({ ...Object.fromEntries(names.map((name) => [name, null])), access_key: PASSWORD }),
  });
  client.close();
  return { plugin, folder, sent };
}

const noWindows = process.platform === "win32" ? describe.skip : describe;

noWindows("the runtime of the provider, when it breaks down", () => {
  test.each(["SIGSEGV", "SIGABRT", "SIGILL", "SIGBUS", "SIGTRAP", "SIGQUIT"] as const)(
    "by %s, tells no secret, writes none into the folder, and sends nothing",
    async (signal) => {
      const { plugin, folder, sent } = await startWithSecrets();

      plugin.child.kill(signal);

      expect(await plugin.ended).not.toEqual({ code: 0, signal: null });
      const told = plugin.stdout() + plugin.stderr();
      const secrets = [...sandbox.issuedSecrets(), PASSWORD];
      expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
      expect(readdirSync(folder)).toEqual([]);
      expect(existsSync(sent)).toBe(false);
      // What it had no time to take away.
      const [, , network, address = ""] = plugin.line;
      if (network === "unix") rmSync(join(address, ".."), { recursive: true, force: true });
    },
  );
});
