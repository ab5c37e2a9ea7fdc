import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MistakesProvider } from "../support/engine/mistakes-provider.js";
import { TerraformFolder } from "../support/protocol/terraform.js";

jest.setTimeout(120_000);

let provider: MistakesProvider;
beforeAll(async () => {
  provider = await MistakesProvider.start();
});
afterAll(() => provider.stop());

const folders: TerraformFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

/** A folder of its own with this configuration, on the provider that is running. */
function terraform(body: string): TerraformFolder & { readonly rewrite: (text: string) => void } {
  const folder = new TerraformFolder({ env: { TF_REATTACH_PROVIDERS: provider.attachment } });
  folders.push(folder);
  const rewrite = (text: string) =>
    folder.write(
      "main.tf",
      `terraform {\n  required_providers {\n    test = { source = "example/test" }\n  }\n}\n${text}`,
    );
  rewrite(body);
  return Object.assign(folder, { rewrite });
}

const apply = ["apply", "-auto-approve"];
/** Exit code 0: nothing to do; 2: changes. */
const plan = ["plan", "-detailed-exitcode"];

function stored(
  { path }: TerraformFolder,
  type: string,
): { status?: string; attributes: Record<string, unknown> } {
  const { resources } = JSON.parse(readFileSync(join(path, "terraform.tfstate"), "utf8"));
  return resources.find((one: { type: string }) => one.type === type)?.instances[0];
}

describe("real Terraform, with a resource without mistakes", () => {
  test("sees no change in another spelling, at any depth, and keeps the first one", async () => {
    const config = (name: string, prefix: string, label: string, zones: string) => `
      resource "test_thing" "a" {
        name  = "${name}"
        label = "${label}"
        zones = ${zones}
        rules = [{ prefix = "${prefix}" }, { prefix = "q", days = 7 }]
      }`;
    const folder = terraform(config("spelt", "p", "caf\u00e9", '["a", "b"]'));
    expect(await folder.run(apply)).toMatchObject({ code: 0 });

    folder.rewrite(config("/spelt", "/p", "cafe\u0301", '["b", "a"]'));
    expect(await folder.run(plan)).toMatchObject({ code: 0 });

    folder.rewrite(config("/spelt", "/p", "changed", '["b", "a"]'));
    expect(await folder.run(apply)).toMatchObject({
      code: 0,
      output: expect.stringContaining("0 added, 1 changed"),
    });
    expect(stored(folder, "test_thing").attributes).toMatchObject({
      name: "spelt",
      rules: [
        { prefix: "p", days: 30 },
        { prefix: "q", days: 7 },
      ],
    });
    expect(await folder.run(["destroy", "-auto-approve"])).toMatchObject({ code: 0 });
  });

  test("takes values that are known only during apply, and keeps null, empty and unset apart", async () => {
    const folder = terraform(`
      resource "terraform_data" "source" { input = { label = "late", tag = "t" } }
      resource "test_thing" "a" {
        name   = "late"
        label  = terraform_data.source.output.label
        tags   = [terraform_data.source.output.tag, "fixed"]
        zones  = [terraform_data.source.output.tag]
        limits = {}
        owner  = { team = terraform_data.source.output.label }
        rules  = [{ prefix = terraform_data.source.output.tag }]
        ratio  = 0.12345678901234567890123456789
      }
      resource "test_thing" "b" {
        name  = "after \${test_thing.a.id}"
        label = test_thing.a.alias
      }`);
    expect(await folder.run(apply)).toMatchObject({ code: 0 });
    expect(await folder.run(plan)).toMatchObject({ code: 0 });
    expect(stored(folder, "test_thing").attributes).toMatchObject({
      label: "late",
      tags: ["t", "fixed"],
      limits: {},
      rules: [{ prefix: "t", days: 30 }],
    });
    expect(readFileSync(join(folder.path, "terraform.tfstate"), "utf8")).toContain(
      "0.12345678901234567890123456789",
    );
    expect(await folder.run(["destroy", "-auto-approve"])).toMatchObject({ code: 0 });
  });

  test("knows what the gateway chose only after it is made, keeps it, and leaves it where it is no longer said", async () => {
    const config = (hour: string, slots: string) => `
      resource "test_schedule" "a" {
        name  = "chosen"
        ${hour}
        slots = ${slots}
      }
      output "hour" { value = test_schedule.a.hour }`;
    const folder = terraform(config("", '[{ day = "mon" }]'));
    const { output } = await folder.run(["plan"]);
    expect(output).toMatch(/\+ hour\s+= \(known after apply\)/);
    expect(await folder.run(apply)).toMatchObject({ code: 0 });
    expect(await folder.run(plan)).toMatchObject({ code: 0 });
    expect(stored(folder, "test_schedule").attributes).toMatchObject({ hour: 4, slots: [{ hour: 4 }] });

    folder.rewrite(config("hour = 9", '[{ day = "mon" }, { day = "tue", hour = 7 }, { day = "wed" }]'));
    expect(await folder.run(apply)).toMatchObject({ code: 0, output: expect.stringContaining("1 changed") });
    folder.rewrite(config("", '[{ day = "mon" }, { day = "tue" }, { day = "wed" }]'));
    expect(await folder.run(plan)).toMatchObject({ code: 0 });
    expect(stored(folder, "test_schedule").attributes).toMatchObject({
      hour: 9,
      slots: [{ hour: 4 }, { hour: 7 }, { hour: 4 }],
    });
    expect(await folder.run(["destroy", "-auto-approve"])).toMatchObject({ code: 0 });
  });

  test("takes objects in sets and maps in any order and spelling, with secrets and what is not known yet in them", async () => {
    const config = (rules: string, version: number, label = "x") => `
      resource "terraform_data" "late" { input = "${label}" }
      variable "password" {
        default   = "hunter2-password"
        ephemeral = true
      }
      resource "test_schedule" "a" {
        name   = "objects"
        rules  = ${rules}
        logins = { a = { user = terraform_data.late.output, password_wo = var.password, password_version = ${version} } }
        matrix = [[1, 2], []]
      }`;
    const folder = terraform(config('[{ path = "p" }, { path = "q", days = 7, by_user = "u" }]', 1));
    expect(await folder.run(apply)).toMatchObject({ code: 0 });
    expect(await folder.run(plan)).toMatchObject({ code: 0 });
    folder.rewrite(config('[{ path = "/q", days = 7, by_user = "u" }, { path = "/p", days = 30 }]', 1));
    expect(await folder.run(plan)).toMatchObject({ code: 0 });
    folder.rewrite(config('[{ path = "/q", by_user = "u" }, { path = "/r" }]', 2, "y"));
    expect(await folder.run(apply)).toMatchObject({ code: 0, output: expect.stringContaining("changed") });
    expect(await folder.run(plan)).toMatchObject({ code: 0 });
    expect(stored(folder, "test_schedule").attributes).toMatchObject({
      logins: { a: { user: "y", password_wo: null, password_version: 2 } },
      matrix: [[1, 2], []],
    });
    expect(readFileSync(join(folder.path, "terraform.tfstate"), "utf8")).not.toContain("hunter2");
    expect(await folder.run(["destroy", "-auto-approve"])).toMatchObject({ code: 0 });
  });

  test("shows what is wrong inside of nested objects", async () => {
    const folder = terraform(`
      resource "test_schedule" "a" {
        name  = "wrong"
        slots = [
          { day = "mon" },
          { day = "tue", hour = 24 },
        ]
        rules = [{ path = "/p", by_user = "u", by_group = "g" }]
      }`);
    const { code, output } = await folder.run(["validate"]);
    expect(code).toBe(1);
    expect(output).toContain("slots[1].hour should be 0 to 23, got 24");
    folder.rewrite(`
      resource "test_schedule" "a" {
        name  = "wrong"
        rules = [{ path = "/p", by_user = "u", by_group = "g" }]
      }`);
    const again = await folder.run(["validate"]);
    expect(again.output.replace(/\s+│?\s*/g, " ")).toContain(
      'in the element with path "/p" of rules by_user and by_group are set, and only one may be',
    );
  });

  test("plans a creation although the provider's config is not known yet, and applies it in the same run", async () => {
    const folder = terraform(`
      resource "terraform_data" "url" { input = "https://remote.test" }
      provider "test" { url = terraform_data.url.output }
      resource "test_thing" "a" { name = "unknown-config" }`);

    expect(await folder.run(apply)).toMatchObject({ code: 0, output: expect.stringContaining("2 added") });
    expect(await folder.run(["destroy", "-auto-approve"])).toMatchObject({ code: 0 });
  });

  test("keeps what is stored, with a warning, while the provider's config is not known", async () => {
    const config = (url: string) => `
      resource "terraform_data" "url" { input = "${url}" }
      provider "test" { url = terraform_data.url.output }
      resource "test_thing" "a" { name = "kept" }`;
    const folder = terraform(config("https://one.test"));
    expect(await folder.run(apply)).toMatchObject({ code: 0 });
    const before = stored(folder, "test_thing");

    folder.rewrite(config("https://two.test"));
    const { code, output } = await folder.run(["plan"]);

    expect(code).toBe(0);
    expect(output).toContain("Warning: Provider configuration not known yet");
    expect(output).toContain("0 to add, 1 to change, 0 to destroy");
    expect(await folder.run(apply)).toMatchObject({ code: 0 });
    expect(stored(folder, "test_thing").attributes).toEqual(before.attributes);
  });

  test("keeps an object whose creation failed half-way, and makes it anew", async () => {
    const folder = terraform('resource "test_fragile" "a" { name = "half-way" }');

    const { code, output } = await folder.run(apply);

    expect(code).toBe(1);
    expect(output).toContain("it broke half-way");
    expect(stored(folder, "test_fragile")).toMatchObject({
      status: "tainted",
      attributes: { name: "half-way", generation: null, size: 1 },
    });
    expect(provider.things()).toContain("half-way");
    expect(await folder.run(apply)).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 added, 0 changed, 1 destroyed"),
    });
    expect(stored(folder, "test_fragile").status).toBeUndefined();
    expect(await folder.run(["destroy", "-auto-approve"])).toMatchObject({ code: 0 });
    expect(provider.things()).not.toContain("half-way");
  });

  test("fails to import what does not exist with Terraform's own words, and what cannot exist with ours", async () => {
    const folder = terraform('resource "test_thing" "a" { name = "nothing" }');

    expect(await folder.run(["import", "test_thing.a", "nothing"])).toMatchObject({
      code: 1,
      output: expect.stringContaining("Cannot import non-existent remote object"),
    });
    expect(await folder.run(["import", "test_thing.a", "no//thing"])).toMatchObject({
      code: 1,
      output: expect.stringContaining("[PATH_MALFORMED]"),
    });
  });

  test("shows a mistake in the configuration at its line", async () => {
    const folder = terraform('resource "test_thing" "a" {\n  name = "a"\n  size = 10\n}');
    const { code, output } = await folder.run(["validate"]);
    expect(code).toBe(1);
    expect(output).toMatch(/Error: Value not allowed/);
    expect(output).toMatch(/\d+: {3}size = 10/);
  });
});
