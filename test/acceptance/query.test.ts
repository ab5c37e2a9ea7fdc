import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeIf, identityMissing, queryMissing } from "../support/acceptance/requirements.js";
import { AttachedKinds } from "../support/engine/kinds/attached-kinds.js";
import type { TerraformFolder } from "../support/protocol/terraform.js";

jest.setTimeout(600_000);

let kinds: AttachedKinds;
beforeAll(async () => {
  if (identityMissing() === undefined) kinds = await AttachedKinds.start();
});
afterEach(() => kinds?.removeFolders());
afterAll(() => kinds?.stop());

const apply = ["apply", "-auto-approve"];

function identities({ path }: TerraformFolder): unknown[] {
  const { resources } = JSON.parse(readFileSync(join(path, "terraform.tfstate"), "utf8"));
  return resources.flatMap(({ instances }: { instances: { identity?: unknown }[] }) =>
    instances.map(({ identity }) => identity),
  );
}

describeIf(identityMissing())("a Terraform that knows the identity of resources", () => {
  test("stores it, keeps it through a refresh, and follows it into a new object", async () => {
    const folder = kinds.terraform('resource "test_thing" "a" { name = "one" }');
    expect(await folder.run(apply)).toMatchObject({ code: 0 });
    expect(identities(folder)).toEqual([{ name: "one" }]);

    expect(await folder.run(["apply", "-auto-approve", "-refresh-only"])).toMatchObject({ code: 0 });
    expect(identities(folder)).toEqual([{ name: "one" }]);

    folder.rewrite('resource "test_thing" "a" { name = "two" }');
    expect(await folder.run(apply)).toMatchObject({ code: 0 });
    expect(identities(folder)).toEqual([{ name: "two" }]);
  });

  test("imports by it, with nothing to change", async () => {
    const maker = kinds.terraform('resource "test_thing" "a" { name = "found" }');
    expect(await maker.run(apply)).toMatchObject({ code: 0 });
    const folder = kinds.terraform(`
      import {
        to       = test_thing.here
        identity = { name = "found" }
      }
      resource "test_thing" "here" { name = "found" }`);

    const { code, output } = await folder.run(apply);

    expect([code, output]).toEqual([0, expect.stringContaining("1 imported, 0 added, 0 changed")]);
    expect(identities(folder)).toEqual([{ name: "found" }]);
  });
});

describeIf(queryMissing())("a Terraform that can query", () => {
  test("lists what there is, and writes a configuration that imports it by identity", async () => {
    const names = ["q-one", "q-two", "other"];
    const maker = kinds.terraform(
      names.map((name, index) => `resource "test_thing" "t${index}" { name = "${name}" }`).join("\n"),
    );
    expect(await maker.run(apply)).toMatchObject({ code: 0 });
    const folder = kinds.terraform("");
    folder.write(
      "all.tfquery.hcl",
      `list "test_thing" "all" {
        provider         = test
        include_resource = true
        config { prefix = "q-" }
      }`,
    );

    const { code, output } = await folder.run(["query", "-generate-config-out=found.tf"]);

    expect([code, output]).toEqual([0, expect.stringMatching(/name=q-one[\s\S]*name=q-two/)]);
    expect(output).not.toContain("other");
    const generated = readFileSync(join(folder.path, "found.tf"), "utf8");
    expect(generated).toMatch(/identity = \{\s+name = "q-one"\s+\}/);
    const imported = await folder.run(apply);
    expect([imported.code, imported.output]).toEqual([
      0,
      expect.stringContaining("2 imported, 0 added, 0 changed"),
    ]);
  });

  test("tells what its author refuses", async () => {
    const folder = kinds.terraform('resource "test_thing" "a" { name = "seen" }');
    expect(await folder.run(apply)).toMatchObject({ code: 0 });
    folder.write(
      "all.tfquery.hcl",
      'list "test_thing" "all" {\n  provider = test\n  config { behaviour = "fault" }\n}',
    );

    const { code, output } = await folder.run(["query"]);

    expect(code).toBe(1);
    expect(output.replace(/[│╷╵\s]+/g, " ")).toContain("Talking to the remote: it does not like");
  });
});
