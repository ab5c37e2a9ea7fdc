import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { eventually } from "../../support/protocol/eventually.js";
import { buildMemoryProvider } from "../../support/protocol/memory-provider-program.js";
import { TerraformFolder, withMemoryProvider } from "../../support/protocol/terraform.js";

jest.setTimeout(120_000);

const ITEM = withMemoryProvider(`
resource "memory_item" "a" {
  name      = "a"
  size      = 9007199254740993
  text      = "$\{join(",", ["x", "y"])}"
  tags      = { "__proto__" = "kept", b = "c" }
  secret_wo = "hunter2"
  rules     = [{ prefix = "p" }, { prefix = "q", days = 0.1 }]
}
output "id" {
  value = memory_item.a.id
}
`);
const HANGING = withMemoryProvider('resource "memory_item" "h" {\n  name = "h"\n  behaviour = "hang"\n}');

let program: string;
beforeAll(async () => {
  program = await buildMemoryProvider();
});
afterAll(() => rmSync(dirname(program), { recursive: true }));

const folders: TerraformFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

function folder(options: ConstructorParameters<typeof TerraformFolder>[0] = { program }): TerraformFolder {
  const made = new TerraformFolder(options);
  folders.push(made);
  return made;
}

function objects({ path }: TerraformFolder): string[] {
  const memory = join(path, "memory");
  return existsSync(memory) ? readdirSync(memory).filter((name) => name.endsWith(".json")) : [];
}

function events({ path }: TerraformFolder): string {
  const file = join(path, "memory", "events.log");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function stateOf(folder: TerraformFolder): {
  resources: { instances: { status?: string; attributes: unknown }[] }[];
} {
  return JSON.parse(readFileSync(join(folder.path, "terraform.tfstate"), "utf8"));
}

describe("real Terraform, by dev_overrides", () => {
  test("creates, plans nothing more, updates, replaces, destroys", async () => {
    const terraform = folder();
    terraform.write("main.tf", ITEM);

    expect(await terraform.run(["validate"])).toMatchObject({ code: 0 });
    expect(await terraform.run(["apply", "-auto-approve"])).toMatchObject({
      code: 0,
      output: expect.stringContaining('id = "item-a"'),
    });
    expect(objects(terraform)).toEqual(["item-a.json"]);
    expect(events(terraform)).toBe("secret of 7 characters\n");
    expect(readFileSync(join(terraform.path, "terraform.tfstate"), "utf8")).toMatch(
      /"size": 9007199254740993,/,
    );
    expect(readFileSync(join(terraform.path, "terraform.tfstate"), "utf8")).not.toContain("hunter2");

    expect(await terraform.run(["plan", "-detailed-exitcode"])).toMatchObject({ code: 0 });

    terraform.write("main.tf", ITEM.replace("9007199254740993", "0.1"));
    expect(await terraform.run(["apply", "-auto-approve"])).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 changed"),
    });
    expect(await terraform.run(["plan", "-detailed-exitcode"])).toMatchObject({ code: 0 });

    terraform.write("main.tf", ITEM.replace('name      = "a"', 'name      = "z"'));
    expect(await terraform.run(["apply", "-auto-approve"])).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 added, 0 changed, 1 destroyed"),
    });
    expect(objects(terraform)).toEqual(["item-z.json"]);

    expect(await terraform.run(["destroy", "-auto-approve"])).toMatchObject({ code: 0 });
    expect(objects(terraform)).toEqual([]);
  });

  test("makes again what has disappeared behind Terraform's back", async () => {
    const terraform = folder();
    terraform.write("main.tf", ITEM);
    await terraform.run(["apply", "-auto-approve"]);
    rmSync(join(terraform.path, "memory", "item-a.json"));

    expect(await terraform.run(["plan", "-detailed-exitcode"])).toMatchObject({
      code: 2,
      output: expect.stringContaining("1 to add"),
    });
  });

  test("imports by id, and moves from another type", async () => {
    const terraform = folder();
    terraform.write("main.tf", ITEM);
    await terraform.run(["apply", "-auto-approve"]);
    expect(await terraform.run(["state", "rm", "memory_item.a"])).toMatchObject({ code: 0 });

    expect(await terraform.run(["import", "memory_item.a", "item-a"])).toMatchObject({ code: 0 });

    expect(await terraform.run(["plan", "-detailed-exitcode"])).toMatchObject({ code: 0 });

    const other = folder();
    other.write("main.tf", 'resource "terraform_data" "old" {}');
    await other.run(["apply", "-auto-approve"]);
    const { id } = JSON.parse(JSON.stringify(stateOf(other).resources[0]?.instances[0]?.attributes));
    const moved = JSON.stringify({ ...blankItem(), id, name: "a" });
    mkdirSync(join(other.path, "memory"));
    other.write(join("memory", `${id}.json`), moved);
    other.write(
      "main.tf",
      withMemoryProvider(
        'resource "memory_item" "new" {\n  name = "a"\n}\nmoved {\n  from = terraform_data.old\n  to = memory_item.new\n}',
      ),
    );
    expect(await other.run(["plan"])).toMatchObject({
      code: 0,
      output: expect.stringContaining("has moved to"),
    });
  });

  test("shows a diagnostic with the line of the configuration that it is about", async () => {
    const terraform = folder();
    terraform.write(
      "main.tf",
      withMemoryProvider(
        'provider "memory" {\n  greeting = "refuse"\n}\nresource "memory_item" "a" {\n  name = "a"\n}',
      ),
    );

    const { code, output } = await terraform.run(["plan"]);

    expect(code).toBe(1);
    expect(output).toContain("Error: Greeting refused");
    expect(output).toMatch(/\d+: {3}greeting = "refuse"/);
  });

  test("takes 10 MB in one attribute", async () => {
    const terraform = folder();
    terraform.write("big.txt", "x".repeat(10_000_000));
    terraform.write(
      "main.tf",
      withMemoryProvider('resource "memory_item" "a" {\n  name = "a"\n  text = file("big.txt")\n}'),
    );

    expect(await terraform.run(["apply", "-auto-approve"])).toMatchObject({ code: 0 });
    expect(await terraform.run(["plan", "-detailed-exitcode"])).toMatchObject({ code: 0 });
  });

  test("fails on Ctrl-C with the provider's own diagnostic, and stores no half-made object", async () => {
    const terraform = folder();
    terraform.write("main.tf", HANGING);
    const { child, result } = terraform.start(["apply", "-auto-approve"]);
    await eventually(() => expect(events(terraform)).toContain("hanging"));

    process.kill(-(child.pid ?? 0), "SIGINT"); // the whole group, as a terminal does

    const { code, output } = await result;
    expect(code).toBe(1);
    expect(output).toContain("Error: Stopped while hanging");
    expect(events(terraform)).toContain("stopped");
    expect(stateOf(terraform).resources).toEqual([]);
  });

  test("stops its work and ends within seconds when Terraform is killed", async () => {
    const terraform = folder();
    terraform.write("main.tf", HANGING);
    const { child, result } = terraform.start(["apply", "-auto-approve"]);
    await eventually(() => expect(events(terraform)).toContain("hanging"));
    const provider = Number(/process (\d+)/.exec(events(terraform))?.[1]);
    expect(isRunning(provider)).toBe(true);

    child.kill("SIGKILL");
    await result;

    await eventually(() => expect(events(terraform)).toContain("stopped"));
    await eventually(() => expect(isRunning(provider)).toBe(false));
  });

  test("shows a crash as the provider's stack, without the message of the error", async () => {
    const terraform = folder();
    terraform.write("main.tf", HANGING.replace("hang", "crash"));

    const { code, output } = await terraform.run(["apply", "-auto-approve"]);

    expect(code).toBe(1);
    expect(output).toContain("Stack trace from the terraform-provider-memory plugin");
    expect(output).toContain("panic: TypeError (message withheld)");
    expect(output).not.toContain("hunter2");
  });

  test("puts its log into Terraform's own", async () => {
    const terraform = folder();
    terraform.write("main.tf", ITEM);

    const { output } = await terraform.run(["plan"], { TF_LOG: "INFO" });

    expect(output).toMatch(/\[INFO\] {2}provider\.terraform-provider-memory: configured: .*terraform=1\./);
    expect(output).not.toContain("hunter2");
  });

  test("serves a Terraform that has TLS switched off", async () => {
    const terraform = folder({ program, env: { TF_DISABLE_PLUGIN_TLS: "1" } });
    terraform.write("main.tf", ITEM);

    expect(await terraform.run(["apply", "-auto-approve"])).toMatchObject({ code: 0 });
  });
});

describe("real Terraform, by TF_REATTACH_PROVIDERS", () => {
  let server: ChildProcess;
  let memory: string;

  async function startServer(): Promise<string> {
    memory = mkdtempSync(join(tmpdir(), "memory-"));
    const env = { ...process.env, MEMORY_DIRECTORY: memory };
    server = spawn(program, ["--reattach"], { env, stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(server.stdout?.setEncoding("utf8") ?? server, "data");
    return String(line).trim();
  }

  afterEach(async () => {
    if (server.exitCode === null) {
      server.kill("SIGTERM");
      await once(server, "exit");
    }
    rmSync(memory, { recursive: true });
  });

  test("serves command after command from one process, without init and without a binary", async () => {
    const variable = await startServer();
    // Terraform and OpenTofu look for the same provider under different hosts.
    const [address, ...others] = Object.keys(JSON.parse(variable));
    expect(address).toBe("registry.terraform.io/example/memory");
    expect(others).toEqual(["registry.opentofu.org/example/memory"]);
    const terraform = folder({ env: { TF_REATTACH_PROVIDERS: variable } });
    terraform.write(
      "main.tf",
      withMemoryProvider(`
      provider "memory" {
        alias = "other"
      }
      resource "memory_item" "a" {
        name = "a"
      }
      resource "memory_item" "b" {
        provider = memory.other
        name = "b"
      }`),
    );

    // A connection that ends may end the process only in some of many commands.
    for (let round = 1; round <= 5; round++) {
      expect(await terraform.run(["apply", "-auto-approve"])).toMatchObject({ code: 0 });
      expect(await terraform.run(["plan", "-detailed-exitcode"])).toMatchObject({ code: 0 });
      expect(await terraform.run(["destroy", "-auto-approve"])).toMatchObject({ code: 0 });
    }
    expect(server.exitCode).toBeNull();
  });

  test("serves on after a command that was interrupted", async () => {
    const variable = await startServer();
    const terraform = folder({ env: { TF_REATTACH_PROVIDERS: variable } });
    terraform.write("main.tf", HANGING);
    const { child, result } = terraform.start(["apply", "-auto-approve"]);
    await eventually(() => expect(readdirSync(memory)).toContain("events.log"));
    child.kill("SIGINT");
    expect((await result).output).toContain("Error: Stopped while hanging");

    terraform.write("main.tf", HANGING.replace("hang", "none"));

    expect(await terraform.run(["apply", "-auto-approve"])).toMatchObject({ code: 0 });
  });

  test("stops the work of a command that was killed, and goes on", async () => {
    const variable = await startServer();
    const terraform = folder({ env: { TF_REATTACH_PROVIDERS: variable } });
    terraform.write("main.tf", HANGING);
    const { child, result } = terraform.start(["apply", "-auto-approve"]);
    const log = () => readFileSync(join(memory, "events.log"), "utf8");
    await eventually(() => expect(log()).toContain("hanging"));

    child.kill("SIGKILL");
    await result;

    await eventually(() => expect(log()).toContain("stopped"));
    expect(server.exitCode).toBeNull();
  });

  test.each(["SIGTERM", "SIGINT"] as const)("ends on %s and removes its socket", async (signal) => {
    const [attachment] = Object.values(JSON.parse(await startServer())) as [{ Addr: { String: string } }];

    server.kill(signal);

    expect(await once(server, "exit")).toEqual([0, null]);
    expect(existsSync(attachment.Addr.String)).toBe(false);
  });
});

function blankItem(): { [name: string]: null } {
  const names = ["size", "text", "tags", "behaviour", "secret_wo", "rules"];
  return Object.fromEntries(names.map((name) => [name, null]));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
