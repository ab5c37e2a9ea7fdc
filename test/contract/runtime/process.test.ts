import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { childEnvironment } from "../../../src/terraform/process/child-environment.js";
import { GatewayAdministrator } from "../../support/gateway/administrator.js";
import { Sandbox } from "../sandbox-gateway/sandbox.js";

jest.setTimeout(120_000);

const run = promisify(execFile);
const root = join(__dirname, "../../..");

/** A project in which the built package is installed. */
let project: string;
let sandbox: Sandbox;
beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), "application-"));
  const installed = join(project, "node_modules", "latchkey");
  mkdirSync(installed, { recursive: true });
  await run(process.execPath, ["scripts/build.mjs", "--out", join(installed, "dist")], { cwd: root });
  cpSync(join(root, "package.json"), join(installed, "package.json"));
  symlinkSync(join(root, "node_modules"), join(installed, "node_modules"));
  sandbox = await Sandbox.start();
  const admin = new GatewayAdministrator(sandbox.gateway);
  await admin.run("create-secret", { name: "/s", value: "the-value-of-the-secret" });
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(project, { recursive: true });
});

/** Runs a script in the project, as a process of its own that nothing but itself ends. */
async function script(text: string, gatewayUrl = sandbox.gateway.url): Promise<string> {
  const { accessId, accessKey } = sandbox.gateway.admin;
  const env = childEnvironment(process.env, {
    LATCHKEY_GATEWAY_URL: gatewayUrl,
    LATCHKEY_ACCESS_ID: accessId,
    LATCHKEY_ACCESS_KEY: accessKey,
  });
  const { stdout } = await run(process.execPath, ["-e", text], { cwd: project, env });
  return stdout.trim();
}

test("is loaded without the constructs, the provider, and any client of AWS", async () => {
  const loaded: string[] = JSON.parse(
    await script(
      `require("latchkey/runtime").createSecrets(); console.log(JSON.stringify(Object.keys(require.cache)))`,
    ),
  );
  expect(loaded.filter((file) => file.endsWith("dist/runtime/index.js"))).toHaveLength(1);
  const heavy =
    /node_modules\/(cdktf|constructs|@cdktf|@aws-sdk|@smithy|axios|zod)\/|dist\/(constructs|provider|engine|protocol)\//;
  expect(loaded.filter((file) => heavy.test(file.slice(project.length)))).toEqual([]);
});

test("can be imported by a module, too", async () => {
  expect(
    await script(`import("latchkey/runtime").then(({ createSecrets }) => console.log(typeof createSecrets))`),
  ).toBe("function");
});

test("reads by the shared client, and lets the process end although nothing is closed", async () => {
  const read = `const { sharedSecrets, withSecret } = require("latchkey/runtime");
    withSecret("/s", (secret) => secret.reveal().length).then(async (length) => {
      await sharedSecrets().get("/s");
      console.log(length, sharedSecrets().counters().cached);
    });`;
  expect(await script(read)).toBe("23 1");
});

test("keeps the process alive while a caller waits for a gateway that is away", async () => {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  const read = `require("latchkey/runtime").createSecrets().get("/s").catch(({ code }) => console.log(code));`;
  expect(await script(read, `http://127.0.0.1:${port}/api/v2`)).toBe("GATEWAY_UNREACHABLE");
});

test("prints no secret where an application prints all that it has", async () => {
  const printed = await script(`
    const { inspect } = require("node:util");
    const { createSecrets } = require("latchkey/runtime");
    const secrets = createSecrets();
    secrets.get("/s").then((secret) => {
      console.log(inspect([secrets, secret, { ...secret }], { depth: 20, showHidden: true }), JSON.stringify(secret));
    });`);
  expect(printed).toContain("[secret]");
  for (const secret of sandbox.gateway.issuedSecrets()) expect(printed).not.toContain(secret);
});
