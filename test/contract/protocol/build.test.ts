import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { answersFromTables } from "../../../scripts/ready-answers/answers.js";
import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { PluginClient } from "../../support/protocol/plugin-client.js";
import { endPlugins, startPlugin } from "../../support/protocol/plugin-process.js";

jest.setTimeout(120_000);

const run = promisify(execFile);
const root = join(__dirname, "../../..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const build = (out: string) => run(process.execPath, ["scripts/build.mjs", "--out", out], { cwd: root });

/** The files of what operations load. */
const packagesOf = (folder: string) =>
  readdirSync(join(folder, "provider"))
    .filter((name) => name.startsWith("packages-"))
    .map((name) => join(folder, "provider", name));

let out: string;
let launcher: string;
beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), "build-test-"));
  launcher = join(out, "provider", `terraform-provider-latchkey_v${version}`);
  // Two at once: neither may break the other.
  await Promise.all([build(out), build(out)]);
});
afterAll(() => rmSync(out, { recursive: true }));
afterEach(endPlugins);

test("the package has the command and the provider, both executable", () => {
  expect(statSync(join(out, "bin", "latchkey.js")).mode & 0o777).toBe(0o755);
  expect(statSync(launcher).mode & 0o777).toBe(0o755);
  expect(readdirSync(join(out, "provider")).sort()).toEqual([
    "package.json",
    "packages-aws.js",
    "packages-axios.js",
    "packages-zod.js",
    "provider.js",
    `terraform-provider-latchkey_v${version}`,
  ]);
});

test("the provider runs without any module of this project beside it", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "installed-"));
  try {
    // A user's project may say that every file is an ES module.
    writeFileSync(join(elsewhere, "package.json"), '{"type":"module"}');
    const installed = join(elsewhere, "provider");
    cpSync(join(out, "provider"), installed, { recursive: true });
    const plugin = await startPlugin(join(installed, `terraform-provider-latchkey_v${version}`));
    const client = new PluginClient(plugin);

    const { resources } = await client.call(Provider.method.getMetadata, {});

    expect(resources.map(({ typeName }) => typeName)).toContain("latchkey_static_secret");
    client.close();
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

test("a start does not load the packages that only operations need", async () => {
  const kept = packagesOf(out).map((file) => [file, readFileSync(file)] as const);
  for (const [file] of kept) writeFileSync(file, 'throw new Error("loaded");');
  try {
    const plugin = await startPlugin(launcher);
    const client = new PluginClient(plugin);
    await client.call(Provider.method.getProviderSchema, {});
    client.close();
  } finally {
    for (const [file, text] of kept) writeFileSync(file, text);
  }
});

test("what is ready in it is what its tables say", async () => {
  const plugin = await startPlugin(launcher);
  const client = new PluginClient(plugin);
  try {
    const answers = await answersFromTables();
    expect([...answers.keys()].sort()).toEqual([
      "GetFunctions",
      "GetMetadata",
      "GetProviderSchema",
      "GetResourceIdentitySchemas",
    ]);
    for (const [method, bytes] of answers) {
      expect(await client.callByPath(`/tfplugin6.Provider/${method}`)).toEqual(Buffer.from(bytes));
    }
  } finally {
    client.close();
  }
});

test("the packages that are loaded later are all there", () => {
  const packages = packagesOf(out).map((file) => require(file));
  expect(packages.flatMap((family) => Object.keys(family))).toEqual(
    expect.arrayContaining(["@aws-sdk/client-iam", "axios"]),
  );
  for (const family of packages) {
    for (const name of Object.keys(family)) expect(family[name]).toBeDefined();
  }
});

test("fails under an old Node with one line that Terraform shows", async () => {
  const pretend = "Object.defineProperty(process.versions, 'node', { value: '20.8.1' });";
  const script = `${pretend} require(${JSON.stringify(launcher)});`;

  await expect(run(process.execPath, ["-e", script])).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      /^The latchkey provider needs Node\.js 20\.9 or newer; .* is 20\.8\.1 \(.*\)\n$/,
    ),
  });
});

describe("started where", () => {
  /** Starts the launcher as Terraform does, with nothing in its environment but these variables. */
  const started = (env: Record<string, string>) =>
    run(launcher, [], { env }).then(
      () => ({ code: 0, stdout: "" }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        stdout,
        stderr,
      }),
    );
  const nowhere = { PATH: "/nonexistent", HOME: "/nonexistent" };

  test("there is no node on the PATH, it fails with one line that says so", async () => {
    const { code, stdout } = await started(nowhere);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^The latchkey provider needs Node\.js 20\.9 or newer; there is no node on the PATH of Terraform\. .*LATCHKEY_NODE.*\n$/,
    );
  });

  test("a version manager has a node that is not on the PATH, it names that one", async () => {
    const home = mkdtempSync(join(tmpdir(), "home-"));
    try {
      const bin = join(home, ".nvm", "versions", "node", "v22.1.0", "bin");
      mkdirSync(bin, { recursive: true });
      writeFileSync(join(bin, "node"), "#!/bin/sh\n", { mode: 0o755 });
      expect((await started({ ...nowhere, HOME: home })).stdout).toContain(`(there is one at ${bin}/node)`);
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  test.each([
    ["a program that is not there", "/nonexistent/node"],
    ["a folder", tmpdir()],
  ])("LATCHKEY_NODE names %s, it fails with one line that says so", async (_, LATCHKEY_NODE) => {
    const { code, stdout } = await started({ ...nowhere, LATCHKEY_NODE });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^The latchkey provider needs Node\.js .*; LATCHKEY_NODE names no program: \/[^\n]+\n$/,
    );
  });

  test("a node is found, it is asked to keep little memory", async () => {
    const node = join(out, "node");
    writeFileSync(node, '#!/bin/sh\nprintf "%s\\n" "$@"\nexit 1\n', { mode: 0o755 });
    const { stdout } = await started({ ...nowhere, LATCHKEY_NODE: node });
    expect(stdout).toBe(`--max-semi-space-size=4\n--v8-pool-size=1\n${launcher}\n`);
  });

  test("a node is found, it has the variables of the caller as they are, whatever names they have", async () => {
    const LATCHKEY_NODE = join(out, "node");
    writeFileSync(LATCHKEY_NODE, '#!/bin/sh\nprintf "%s\\n" "$node" "$place"\nexit 1\n', { mode: 0o755 });
    const given = { node: "the caller's node", place: "the caller's place" };
    const { stdout } = await started({ ...nowhere, ...given, LATCHKEY_NODE });
    expect(stdout).toBe("the caller's node\nthe caller's place\n");
  });

  test("LATCHKEY_NODE names a node, it runs with that one whatever the PATH is", async () => {
    const answer = await started({ ...nowhere, LATCHKEY_NODE: process.execPath });
    expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining("NOT_STARTED_BY_TERRAFORM") });
  });
});

test("a node may also be told to run the launcher itself, for a debugger", async () => {
  await expect(run(process.execPath, [launcher])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("NOT_STARTED_BY_TERRAFORM"),
  });
});

test("another build touches nothing that is up to date, removes what no longer belongs, and leaves what others made", async () => {
  const before = statSync(launcher).ino;
  const made = [join("release", "SHA256SUMS.sig"), join("executables", "linux_amd64", "latchkey")];
  for (const file of [...made, join("gone", "old.js")]) {
    mkdirSync(dirname(join(out, file)), { recursive: true });
    writeFileSync(join(out, file), "made before");
  }

  await build(out);

  expect(statSync(launcher).ino).toBe(before);
  expect(readdirSync(out)).not.toContain("gone");
  for (const file of made) expect(readFileSync(join(out, file), "utf8")).toBe("made before");
});

test("a folder that holds something else than a build is refused, and nothing in it is touched", async () => {
  const other = mkdtempSync(join(tmpdir(), "other-"));
  try {
    mkdirSync(join(other, "notes"));
    writeFileSync(join(other, "notes", "index.js"), "mine");
    await expect(build(other)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`${other} holds something else than a build; nothing was built.`),
    });
    expect(readdirSync(other, { recursive: true }).sort()).toEqual(["notes", join("notes", "index.js")]);
    expect(readFileSync(join(other, "notes", "index.js"), "utf8")).toBe("mine");
  } finally {
    rmSync(other, { recursive: true });
  }
});

test("the package that npm packs has the build, and neither a release nor executables", async () => {
  const project = mkdtempSync(join(tmpdir(), "packed-"));
  try {
    cpSync(join(root, "package.json"), join(project, "package.json"));
    for (const folder of ["bin", "release", "executables"]) {
      mkdirSync(join(project, "dist", folder), { recursive: true });
      writeFileSync(join(project, "dist", folder, "latchkey.js"), "");
    }
    const { stdout } = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: project,
    });
    const [{ files }] = JSON.parse(stdout);
    expect(files.map(({ path }: { path: string }) => path).sort()).toEqual([
      "dist/bin/latchkey.js",
      "package.json",
    ]);
  } finally {
    rmSync(project, { recursive: true });
  }
});
