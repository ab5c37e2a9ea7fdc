import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { terraformPlatform } from "../../../src/terraform/platform.js";
import { describeIf } from "../../support/acceptance/requirements.js";
import { buildExecutables, builtExecutables, PROVIDER } from "../../support/executables/build.js";
import { executablesMissing } from "../../support/executables/requirements.js";
import { PluginClient } from "../../support/protocol/plugin-client.js";
import { endPlugins, startPlugin } from "../../support/protocol/plugin-process.js";

jest.setTimeout(1_800_000);

// The executables for this machine, built here: what they are, and what of their surroundings reaches them.

describeIf(executablesMissing())("the executables for this machine", () => {
  let folder: string;
  beforeAll(() => {
    folder = builtExecutables();
  });
  afterEach(endPlugins);

  const sums = (of: string) =>
    Object.fromEntries(
      readdirSync(of)
        .sort()
        .map((name) => [
          name,
          createHash("sha256")
            .update(readFileSync(join(of, name)))
            .digest("hex"),
        ]),
    );

  test("they need nothing but what is beside them, and the provider nothing that is named latchkey", () => {
    const names = readdirSync(folder);
    expect(names).toEqual(expect.arrayContaining([PROVIDER, "latchkey"]));
    if (!terraformPlatform().startsWith("linux")) return;
    expect(names.map((name) => name.replace(/-[0-9a-f]{8}\.so/, ".so")).sort()).toEqual(
      [
        ...["glibc", "musl"].flatMap((kind) => [`latchkey-${kind}`, `provider-${kind}`]),
        ...["latchkey", PROVIDER, "libgcc_s.so.1", "libstdc++.so.6"],
        ...["latchkey", "provider"].flatMap((product) => [`${product}.cdx.json`, `${product}-licenses.txt`]),
      ].sort(),
    );
  });

  test("built twice, they are the same bytes, wherever that is and whatever Bun is told there", async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "executables again-"));
    try {
      const bun = { BUN_OPTIONS: "--minify", BUN_BE_BUN: "1", NODE_ENV: "development", TMPDIR: elsewhere };
      expect(sums(await buildExecutables(elsewhere, terraformPlatform(), bun))).toEqual(sums(folder));
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  test("no path of the machine that built them is in them", () => {
    const root = join(__dirname, "../../..");
    for (const name of readdirSync(folder)) {
      expect([name, readFileSync(join(folder, name)).includes(root)]).toEqual([name, false]);
    }
  });

  test("the command line says its version, and starts nothing that only the repository has", () => {
    expect(execFileSync(join(folder, "latchkey"), ["--version"], { encoding: "utf8" })).toBe(
      `${PROVIDER.split("_v")[1]}\n`,
    );
    const { status, stderr } = spawnSync(join(folder, "latchkey"), ["start"], { encoding: "utf8" });
    expect(status).toBe(2);
    expect(stderr).toMatch(/\[(QUICKSTART|TERRAFORM)_[A-Z_]+\]/);
  });

  describe("in a folder that would change Bun", () => {
    let hostile: string;
    let ran: string;
    beforeEach(() => {
      hostile = mkdtempSync(join(tmpdir(), "hostile-"));
      ran = join(hostile, "ran");
      const foreign = join(hostile, "foreign.js");
      writeFileSync(
        foreign,
        `require("node:fs").appendFileSync(${JSON.stringify(ran)}, process.argv0 + "\\n");\n`,
      );
      writeFileSync(
        join(hostile, "bunfig.toml"),
        `preload = ["./foreign.js"]\n[run]\npreload = ["./foreign.js"]\n`,
      );
      const env = [
        "TF_LOG=TRACE",
        "TF_DISABLE_PLUGIN_TLS=1",
        "AWS_PROFILE=foreign",
        "BUN_OPTIONS=--preload=./foreign.js",
      ];
      for (const name of [".env", ".env.local", ".env.production", ".env.development"]) {
        writeFileSync(join(hostile, name), env.join("\n"));
      }
      const aliases = {
        "node:fs": "./foreign.js",
        "@grpc/proto-loader": "./foreign.js",
        http2: "./foreign.js",
      };
      const manifest = {
        name: "foreign",
        type: "module",
        main: "./foreign.js",
        imports: aliases,
        browser: aliases,
      };
      writeFileSync(join(hostile, "package.json"), JSON.stringify(manifest));
      const paths = Object.fromEntries(Object.keys(aliases).map((name) => [name, ["./foreign.js"]]));
      writeFileSync(
        join(hostile, "tsconfig.json"),
        JSON.stringify({ compilerOptions: { baseUrl: ".", paths } }),
      );
      for (const name of ["@grpc/proto-loader", "axios", "commander", "bun"]) {
        mkdirSync(join(hostile, "node_modules", name), { recursive: true });
        writeFileSync(
          join(hostile, "node_modules", name, "index.js"),
          `require(${JSON.stringify(foreign)});`,
        );
      }
    });
    afterEach(() => rmSync(hostile, { recursive: true }));

    const foreignRan = () => readdirSync(hostile).includes("ran");
    /** What is set in a shell or a pipeline for other programs. */
    const SET: readonly (readonly [string, (foreign: string) => string])[] = [
      ["BUN_BE_BUN", () => "1"],
      ["BUN_OPTIONS", (foreign) => `--preload=${foreign}`],
      ["BUN_OPTIONS", () => "--config=bunfig.toml --env-file=.env"],
      ["BUN_OPTIONS", () => "--print 1"],
      ["BUN_INSPECT_PRELOAD", (foreign) => foreign],
      ["BUN_INSPECT", () => "ws://127.0.0.1:0/x?break=1"],
      ["BUN_CONFIG_VERBOSE_FETCH", () => "curl"],
      ["NODE_OPTIONS", (foreign) => `--require=${foreign}`],
      ["NODE_PATH", () => "node_modules"],
      ["NODE_CHANNEL_FD", () => "0"],
      ["MIMALLOC_VERBOSE", () => "1"],
    ];

    test.each([["nothing", () => ""] as const, ...SET])(
      "the command line runs as ever with %s set",
      (name, value) => {
        const env = { ...process.env, [name]: value(join(hostile, "foreign.js")) };
        const run = (cwd: string, given: NodeJS.ProcessEnv) =>
          spawnSync(join(folder, "latchkey"), ["--help"], { cwd, env: given, encoding: "utf8" });

        const here = run(hostile, env);
        const elsewhere = run(tmpdir(), process.env);

        expect(here.stdout).toContain("Usage: latchkey");
        expect([here.stdout, here.stderr, here.status]).toEqual([
          elsewhere.stdout,
          elsewhere.stderr,
          elsewhere.status,
        ]);
        expect(foreignRan()).toBe(false);
      },
    );

    test.each([["nothing", () => ""] as const, ...SET])(
      "the provider serves as ever with %s set",
      async (name, value) => {
        const plugin = await startPlugin(join(folder, PROVIDER), {
          cwd: hostile,
          env: { [name]: value(join(hostile, "foreign.js")) },
        });
        const client = new PluginClient(plugin);
        const { resources } = await client.call(Provider.method.getMetadata, {});
        client.close();

        expect(resources.map(({ typeName }) => typeName)).toContain("latchkey_static_secret");
        // By .env it would serve without TLS, or log.
        expect(plugin.certificatePem).not.toBeNull();
        expect([plugin.stdout().trimEnd().split("\n").length, plugin.stderr()]).toEqual([1, ""]);
        expect(foreignRan()).toBe(false);
      },
    );
  });
});
