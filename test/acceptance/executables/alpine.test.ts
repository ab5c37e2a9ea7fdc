import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { describeIf } from "../../support/acceptance/requirements.js";
import { builtExecutables, PROVIDER } from "../../support/executables/build.js";
import { makeMuslRoot, muslRootMissing, withinRoot } from "../../support/executables/musl-root.js";
import { executablesMissing } from "../../support/executables/requirements.js";
import { PluginClient } from "../../support/protocol/plugin-client.js";
import { endPlugins, startPlugin } from "../../support/protocol/plugin-process.js";

jest.setTimeout(1_800_000);

describeIf(muslRootMissing() ?? executablesMissing())("where there is musl alone, as in Alpine", () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "musl-root-"));
    makeMuslRoot(root);
    const built = builtExecutables();
    // What is started must not need the other runtime.
    for (const name of readdirSync(built).filter((each) => !each.endsWith("-glibc")))
      cpSync(join(built, name), join(root, "opt", name));
  });
  afterAll(() => rmSync(root, { recursive: true }));
  afterEach(endPlugins);

  test("the command line runs", () => {
    const [program, ...args] = withinRoot(root, tmpdir(), "/opt/latchkey");
    expect(execFileSync(program, [...args, "--version"], { encoding: "utf8" })).toBe(
      `${PROVIDER.split("_v")[1]}\n`,
    );
  });

  test("the provider serves Terraform over TLS, and ends when it is told to", async () => {
    const [program, ...args] = withinRoot(root, tmpdir(), `/opt/${PROVIDER}`);
    // The root has no certificate of the machine around it.
    const plugin = await startPlugin(program, { arguments: args, env: { NODE_EXTRA_CA_CERTS: undefined } });
    const client = new PluginClient(plugin);

    const { resourceSchemas } = await client.call(Provider.method.getProviderSchema, {});
    client.close();
    plugin.child.kill("SIGTERM");

    expect(Object.keys(resourceSchemas)).toContain("latchkey_static_secret");
    expect(plugin.stderr()).toBe("");
    expect((await plugin.ended).signal ?? "ended").toMatch(/ended|SIGTERM/);
  });

  test("a program that is started by it is not given the libraries", () => {
    const [program, ...args] = withinRoot(root, tmpdir(), "/opt/latchkey-musl");
    // Plain Bun shows what a child would see.
    const show = ["-e", "process.stdout.write(JSON.stringify(process.env))"];
    const { stdout } = spawnSync(program, [...args, ...show], {
      env: { PATH: process.env.PATH, BUN_BE_BUN: "1" },
      encoding: "utf8",
    });
    expect(Object.keys(JSON.parse(stdout)).filter((name) => name.startsWith("LD_"))).toEqual([]);
  });
});
