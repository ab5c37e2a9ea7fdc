import { execFile, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { main } from "../../src/cli/main.js";
import { targetsFrom } from "../../src/hook/index.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";
import { watchedWorld } from "../support/cli/watched-world.js";
import { eventually } from "../support/protocol/eventually.js";

const root = join(__dirname, "..", "..");
const guide = readFileSync(join(root, "docs", "hook.md"), "utf8");
const example = (name: string) => readFileSync(join(root, "examples", "hook", name), "utf8");

/** The block of the guide with this heading behind its fence. */
function block(heading: string): string {
  const start = guide.indexOf(`\`\`\`${heading}\n`);
  if (start === -1) throw new Error(`no block ${heading}`);
  const text = guide.slice(start).split("\n").slice(1);
  return `${text.slice(0, text.indexOf("```")).join("\n")}\n`;
}

/** The first column of the table rows that begin with a code span. */
function firstCells(heading: string): string[] {
  const table = guide.slice(guide.indexOf(`| ${heading} |`)).split("\n\n")[0] ?? "";
  return table
    .split("\n")
    .slice(2)
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
}

const WORLD = {
  LATCHKEY_GATEWAY_URL: "https://gw.example.com/api/v2",
  LATCHKEY_TOKEN: "t-1",
  LATCHKEY_HOOK_TASK_KEY: "a-key",
};

test("the targets of the guide are the example's, and the hook understands them", () => {
  expect(block("json targets.json")).toBe(example("targets.json"));
  expect(targetsFrom(JSON.parse(example("targets.json")), "targets.json")).toHaveLength(2);
});

test("every field of a target has its row, and no row is left of a field that is gone", () => {
  const [, second] = JSON.parse(example("targets.json")).targets;
  expect(firstCells("field")).toEqual(Object.keys(second));
});

test("every flag has its row, and every row its flag", async () => {
  const world = watchedWorld({});
  await main(["hook", "serve", "--help"], world);
  const flags = [...world.printed.stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag);
  expect(firstCells("flag").sort()).toEqual(flags.sort());
});

test("every event of the log has its row, and every row its event", () => {
  const folder = join(root, "src", "hook");
  const source = [
    ...readdirSync(folder).map((name) => join(folder, name)),
    join(root, "src/cli/hook-serve.ts"),
  ]
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const written = [
    ...source.matchAll(/"((?:hook|run_task|notification|request|look|seed|callback)\.[a-z_]+)"/g),
  ];
  const events = new Set(written.map(([, event = ""]) => event));
  // Put together from two parts: what is taken, and how it came out.
  for (const what of ["run_task", "notification"]) {
    for (const became of ["accepted", "repeated", "postponed"]) events.add(`${what}.${became}`);
  }
  for (const kind of ["retired", "none", "cleaned"]) events.add(`seed.${kind}`);
  events.add("client");
  expect(firstCells("event").sort()).toEqual([...events].sort());
});

test("the unit of the guide is the example's, and starts the hook as the hook understands it", async () => {
  const unit = example("latchkey-hook.service").split("\n");
  for (const line of block("ini latchkey-hook.service").trim().split("\n")) expect(unit).toContain(line);
  const [, command = ""] = /^ExecStart=\S+ (.*)$/m.exec(example("latchkey-hook.service")) ?? [];
  const args = command
    .replace("/etc/latchkey/targets.json", join(root, "examples", "hook", "targets.json"))
    .split(" ");
  const world = watchedWorld(WORLD);
  const exitCode = main([...args, "--port", "0"], world);
  await eventually(() => expect(world.printed.stdout).toContain("The hook is up for 2 targets."));
  world.interrupt();
  await expect(exitCode).resolves.toBe(0);
});

const toolMissing = ["openssl", "curl", "sed"].some((tool) => spawnSync(tool, ["--version"]).error)
  ? "the guide's command to try the hook out. It needs openssl, curl and sed."
  : undefined;

describeIf(toolMissing)("the command with which to try it out", () => {
  test("is answered as HCP Terraform's verification is", async () => {
    const world = watchedWorld(WORLD);
    const targets = join(root, "examples", "hook", "targets.json");
    const exitCode = main(["hook", "serve", "--json", "--port", "0", "--targets", targets], world);
    await eventually(() => expect(world.printed.stdout).toContain("\n"));
    const { run_task } = JSON.parse(world.printed.stdout);
    const script = block("sh try").replace("http://127.0.0.1:22180/run-task", run_task);
    expect(script).toContain(run_task);
    const env = { ...process.env, ...WORLD };
    const { stdout } = await promisify(execFile)("sh", ["-c", script], { env });
    expect(stdout).toBe('{"status":"verified"}\n');
    world.interrupt();
    await exitCode;
  });
});

test("the resources of the guide are the example's", () => {
  expect(example("hcp.tf")).toContain(block("hcl hcp.tf"));
});

describeIf(terraformMissing())("the resources of the example", () => {
  test("are ones that Terraform can read and would write so", () => {
    const args = ["fmt", "-check", join(root, "examples", "hook", "hcp.tf")];
    const env = { ...process.env, TF_CLI_CONFIG_FILE: devNull, CHECKPOINT_DISABLE: "1" };
    const binary = process.env.TERRAFORM_BINARY_NAME || "terraform";
    const { status, stdout } = spawnSync(binary, args, { encoding: "utf8", env });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  });
});
