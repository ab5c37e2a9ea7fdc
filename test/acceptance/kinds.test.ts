import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeIf, opentofuMissing, terraformMissing } from "../support/acceptance/requirements.js";
import { AttachedKinds } from "../support/engine/kinds/attached-kinds.js";
import type { TerraformFolder } from "../support/protocol/terraform.js";

jest.setTimeout(600_000);

const apply = ["apply", "-auto-approve"];
/** Exit code 0: nothing to do; 2: changes. */
const plan = ["plan", "-detailed-exitcode"];

const stateText = ({ path }: TerraformFolder) => readFileSync(join(path, "terraform.tfstate"), "utf8");
/** What Terraform says in a frame, as one line. */
const unframed = (output: string) => output.replace(/[│╷╵\s]+/g, " ");

const ALL = `
  resource "test_thing" "a" {
    name  = "NAME"
    size  = 5
    label = provider::test::join_path("/prod", "a", "b")
  }
  data "test_thing" "a" {
    name = test_thing.a.name
    unit = "inch"
  }
  ephemeral "test_token" "t" {
    owner = test_thing.a.id
  }
  resource "test_thing" "b" {
    name           = "NAME-b"
    secret_wo      = ephemeral.test_token.t.secret
    secret_version = 1
  }
  output "size" { value = data.test_thing.a.size }
  output "label" { value = data.test_thing.a.label }`;

describe.each([
  ["Terraform", undefined, terraformMissing()],
  ["OpenTofu", "tofu", opentofuMissing()],
])("%s", (_name, binary, missing) => {
  describeIf(missing)("with a provider that has something of every kind", () => {
    let kinds: AttachedKinds;
    beforeAll(async () => {
      kinds = await AttachedKinds.start();
    });
    afterEach(() => kinds.removeFolders());
    afterAll(() => kinds?.stop());

    test("reads a data source, calls a function and hands an ephemeral secret over, which nothing stores", async () => {
      const folder = kinds.terraform(ALL.replaceAll("NAME", "all"), binary);

      const { code, output } = await folder.run(apply);

      expect([code, output]).toEqual([0, expect.stringContaining("2 added")]);
      expect(output).toMatch(/size = 2\n/);
      expect(output).toMatch(/label = "\/prod\/a\/b"/);
      const given = kinds.events().find((event) => event.startsWith("all-b was given"));
      expect(given).toMatch(/s3cr3t-of-[0-9a-f-]{36}$/);
      expect(stateText(folder)).not.toContain("s3cr3t");
      expect(await folder.run(plan)).toMatchObject({ code: 0 });
      const count = (start: string) => kinds.events().filter((event) => event.startsWith(start)).length;
      expect(count("opened")).toBeGreaterThan(1);
      expect(count("closed")).toBe(count("opened"));
    });

    test("renews what is open while something else takes its time", async () => {
      const folder = kinds.terraform(
        `ephemeral "test_token" "t" {
          owner         = "bob"
          renew_seconds = 0.01
        }
        resource "test_thing" "a" {
          name           = "patient"
          secret_wo      = ephemeral.test_token.t.secret
          secret_version = 1
        }`,
        binary,
      );

      expect(await folder.run(apply)).toMatchObject({ code: 0 });

      const bobs = kinds.events().join("\n");
      expect(bobs).toMatch(
        /opened (lease-\d+) for bob[\s\S]*renewed \1, generation 1[\s\S]*closed \1, generation 2/,
      );
    });

    test("points at the argument that a function refuses", async () => {
      const folder = kinds.terraform(
        'output "path" { value = provider::test::join_path("/", "a", "b/c") }',
        binary,
      );

      const { code, output } = await folder.run(["plan"]);

      expect(code).toBe(1);
      expect(unframed(output)).toContain("while calling provider::test::join_path(root, parts...)");
      expect(unframed(output)).toContain('Invalid value for "parts" parameter: Value not allowed.');
      expect(unframed(output)).toContain("should not hold a slash");
    });

    test("points at the attribute of a data source that is not allowed, and tells what its author refuses", async () => {
      const folder = kinds.terraform(
        'data "test_thing" "a" {\n  name = "nobody"\n  unit = "mile"\n}',
        binary,
      );
      const first = await folder.run(["plan"]);
      expect([first.code, unframed(first.output)]).toEqual([
        1,
        expect.stringContaining('3: unit = "mile"'.slice(3)),
      ]);

      folder.rewrite('data "test_thing" "a" {\n  name = "nobody"\n}');
      const second = await folder.run(["plan"]);
      expect(second.code).toBe(1);
      expect(unframed(second.output)).toContain("there is no thing nobody");
    });

    test("moves in what another provider has stored, without a change", async () => {
      const folder = kinds.terraform(
        `resource "test_thing" "x" {
          name = "moved"
          size = 4
        }
        resource "terraform_data" "old" { input = { name = "moved", size = 4 } }`,
        binary,
      );
      expect(await folder.run(apply)).toMatchObject({ code: 0 });

      folder.rewrite(`
        removed {
          from = test_thing.x
          lifecycle { destroy = false }
        }
        moved {
          from = terraform_data.old
          to   = test_thing.new
        }
        resource "test_thing" "new" {
          name = "moved"
          size = 4
        }`);
      const { code, output } = await folder.run(apply);
      expect([code, output]).toEqual([0, expect.stringContaining("0 added, 0 changed, 0 destroyed")]);
      expect(await folder.run(plan)).toMatchObject({ code: 0 });
      expect(stateText(folder)).toMatch(/"type": "test_thing",\s+"name": "new"/);
    });
  });
});
