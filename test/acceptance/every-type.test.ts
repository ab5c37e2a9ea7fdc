import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { listTables } from "../../src/schema/index.js";
import { gatewayTypes } from "../../src/types/generated/index.js";
import type { GatewayType } from "../../src/types/mechanism/gateway-type.js";
import { Bench } from "../support/acceptance/bench.js";
import { synthesizedProgram } from "../support/acceptance/discovered-program.js";
import { freshLatchkey, freshProvider } from "../support/acceptance/fresh-build.js";
import { describeIf, queryMissing, terraformMissing } from "../support/acceptance/requirements.js";
import { TerraformProject } from "../support/acceptance/terraform-project.js";
import { written } from "../support/types/hcl.js";
import { samplesOf } from "../support/types/samples.js";
import { makeTargets } from "../support/types/targets.js";
import { ADMIN } from "../support/types/variants.js";

jest.setTimeout(300_000);

let bench: Bench;

/** Every described type in each way in which it is configured, with everything that it takes. */
function everything() {
  const { accessId } = bench.sandbox.gateway.admin;
  return (gatewayTypes as readonly unknown[] as readonly GatewayType[]).flatMap((type) =>
    samplesOf(type).map(({ full }, index) => {
      const given = Object.entries(full).map(([name, value]) => [name, value === ADMIN ? accessId : value]);
      const path = `${full[type.table.identity]}-${index}`;
      const values = { ...Object.fromEntries(given), [type.table.identity]: path };
      return { path, isListed: type.commands.list !== undefined, ...written(type, `way${index}`, values) };
    }),
  );
}

describeIf(terraformMissing())("one object of every described type, in one configuration", () => {
  let all: ReturnType<typeof everything>;
  const secrets = () => all.flatMap(({ variables }) => Object.values(variables));
  beforeAll(async () => {
    bench = await Bench.open({ attached: true });
    await makeTargets((command, fields) => bench.gateway(command, fields));
    all = everything();
    const variables = all.flatMap(({ variables }) => Object.entries(variables));
    bench.terraform.give(Object.fromEntries(variables.map(([name, value]) => [`TF_VAR_${name}`, value])));
    await bench.terraform.configure(all.map(({ block }) => block).join(""));
    await bench.terraform.apply();
  });
  afterAll(() => bench?.close());

  test("is made, the second apply sends nothing, and no secret is written anywhere", async () => {
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
    bench.news();
    await bench.terraform.apply();
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    await expect(bench.leaks(...secrets())).resolves.toEqual([]);
  });

  test("is imported by its path with a generated configuration, which plans and sends nothing", async () => {
    await bench.terraform.succeed("state", "rm", ...all.map(({ address }) => address));
    const generated = join(bench.terraform.folder, "generated.tf");
    const blocks = all.map(({ address, path }) => `import {\n  to = ${address}\n  id = "${path}"\n}\n`);
    bench.terraform.reconfigure(blocks.join(""));
    bench.news();
    const output = await bench.terraform.succeed(
      ...["plan", "-input=false", `-generate-config-out=${generated}`, "-out=plan"],
    );
    expect(/Plan: .*/.exec(output)?.[0]).toBe(
      `Plan: ${all.length} to import, 0 to add, 0 to change, 0 to destroy.`,
    );
    await bench.terraform.succeed("apply", "-input=false", "plan");
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    rmSync(generated);
    bench.terraform.reconfigure("");
  });

  describe("and what discover writes of them", () => {
    const odd = '/types/odd "name" \\ $\u007bvar.x} %{ if true } é';
    beforeAll(() =>
      bench.gateway("create-secret", {
        ...{ name: odd, value: "the-value", description: "one\n\u2028two $\u007bx}", tags: ['"', "%{"] },
      }),
    );
    afterAll(() => bench.gateway("delete-item", { name: odd }));

    const discover = (...args: readonly string[]) => {
      const [program, ...first] = freshLatchkey();
      const env = { ...process.env, ...bench.sandbox.environment };
      return promisify(execFile)(program, [...first, "discover", "/types", ...args], { env });
    };

    /** How often an import of everything that is found plans, and then plans nothing. */
    const expectImport = async (name: string, text: string) => {
      const env = { ...bench.sandbox.environment };
      const elsewhere = await TerraformProject.open({ provider: freshProvider(), env });
      try {
        writeFileSync(join(elsewhere.folder, name), text);
        await elsewhere.configure("");
        bench.news();
        const output = await elsewhere.succeed("plan", "-input=false", "-out=plan");
        const count = 1 + all.filter(({ isListed }) => isListed).length;
        const [, found] = /Plan: (\d+) to import, 0 to add, 0 to change, 0 to destroy/.exec(output) ?? [];
        // Targets that the others work through are found, too.
        expect(Number(found)).toBeGreaterThan(count);
        await elsewhere.succeed("apply", "-input=false", "plan");
        await expect(elsewhere.plan()).resolves.toEqual({ changes: [], drift: [] });
        expect(bench.news()).toEqual({ aws: [], gateway: [] });
      } finally {
        elsewhere.remove();
      }
    };

    test("in Terraform's language imports everything and plans nothing", async () => {
      const { stdout, stderr } = await discover("--hcl");
      expect(stderr).toContain("latchkey_role");
      await expectImport("discovered.tf", stdout);
    });

    test("as a program is type-checked, imports everything and plans nothing", async () => {
      const { stdout, stderr } = await discover("--cdktf");
      expect(stderr).toContain("latchkey_role");
      const folder = mkdtempSync(join(tmpdir(), "latchkey-discovered-"));
      try {
        await expectImport("discovered.tf.json", synthesizedProgram(folder, stdout));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });

  describeIf(queryMissing())("and a Terraform that can query", () => {
    test("finds them in their folder, with a configuration that plans nothing", async () => {
      const env = { ...bench.sandbox.environment };
      const elsewhere = await TerraformProject.open({ provider: freshProvider(), env });
      try {
        await elsewhere.configure('provider "latchkey" {}\n');
        const lists = listTables.map(
          ({ type }) =>
            `list "latchkey_${type}" "all" {\n  provider = latchkey\n  include_resource = true\n  config {\n    path = "/types"\n  }\n}\n`,
        );
        writeFileSync(join(elsewhere.folder, "all.tfquery.hcl"), lists.join(""));
        // What the guide quotes; there is nothing below its folder.
        copyFileSync(
          join(__dirname, "..", "..", "examples", "discovery", "folder.tfquery.hcl"),
          join(elsewhere.folder, "example.tfquery.hcl"),
        );
        await elsewhere.succeed("query", "-generate-config-out=found.tf");
        const found = elsewhere.read("found.tf");
        for (const { path } of all.filter(({ isListed }) => isListed)) expect(found).toContain(`"${path}"`);
        const count = found.match(/^import \{/gm)?.length;
        const output = await elsewhere.succeed("plan", "-input=false");
        expect(/Plan: .*/.exec(output)?.[0]).toBe(
          `Plan: ${count} to import, 0 to add, 0 to change, 0 to destroy.`,
        );
      } finally {
        elsewhere.remove();
      }
    });
  });

  test("is destroyed", async () => {
    await bench.terraform.destroy();
    await expect(bench.terraform.succeed("state", "list")).resolves.toBe("");
    for (const { path } of all) {
      const { items } = (await bench.gateway("list-items", {})) as { items: { item_name: string }[] };
      expect(items.map(({ item_name }) => item_name)).not.toContain(path);
    }
  });
});
