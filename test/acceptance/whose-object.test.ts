import { Bench } from "../support/acceptance/bench.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";

jest.setTimeout(300_000);

const ROLE = "arn:aws:iam::000000424242:role/admin";

/** One of each type: what stands in its block beside its name, and how a person makes the same in the gateway. */
const types = [
  {
    type: "latchkey_target_aws",
    rest: "use_gateway_identity = true",
    make: "target-create-aws",
    made: { "use-gw-cloud-identity": true },
  },
  {
    type: "latchkey_rotated_secret_aws",
    rest: 'target = "/w/one"',
    make: "rotated-secret-create-aws",
    made: {
      ...{
        "target-name": "/w/one",
        "rotator-type": "target",
        "auto-rotate": "true",
        "rotation-interval": "1",
      },
      "authentication-credentials": "use-target-creds",
    },
  },
  {
    type: "latchkey_dynamic_secret_aws",
    rest: `target = "/w/one"\n access_mode = "assume_role"\n role_arns = ["${ROLE}"]`,
    make: "dynamic-secret-create-aws",
    made: { "target-name": "/w/one", "access-mode": "assume_role", "aws-role-arns": ROLE },
  },
  {
    type: "latchkey_static_secret",
    rest: 'value_wo = "v"\n value_wo_version = 1',
    make: "create-secret",
    made: { type: "generic", value: "v" },
  },
] as const;

type Type = (typeof types)[number];

const short = ({ type }: Type) => type.replace("latchkey_", "");
const block = ({ type, rest }: Type, label: string, name: string, more = "") =>
  `resource "${type}" "${label}" {\n name = "${name}"\n ${rest}\n ${more}\n}\n`;

/** As {@link Ran}'s output, in one line: Terraform breaks lines and puts a bar in front of them. */
const inOneLine = (output: string) => output.replace(/[╷│╵]/g, " ").replace(/\s+/g, " ");

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open({ attached: true });
  await bench.gateway("target-create-aws", {
    ...{ name: "/w/one", "access-key-id": "AKIAIOSFODNN7EXAMPLE", "access-key": "the-secret-of-a-key" },
  });
});
afterEach(() => bench?.close());

const all = (write: (type: Type) => string) => types.map(write).join("\n");
const objects = async () => {
  const { items } = (await bench.gateway("list-items", {})) as {
    items: { item_name: string; item_id: number }[];
  };
  const { targets } = (await bench.gateway("target-list", {})) as {
    targets: { target_name: string; target_id: number; comment: string }[];
  };
  return [
    ...targets.map(({ target_name, target_id }) => `${target_name} ${target_id}`),
    ...items.map(({ item_name, item_id }) => `${item_name} ${item_id}`),
  ]
    .filter((text) => !text.startsWith("/w/one "))
    .sort();
};

/** The marks of unfinished creates that stand anywhere in the gateway. */
const marks = async () =>
  JSON.stringify([await bench.gateway("list-items", {}), await bench.gateway("target-list", {})]).match(
    /latchkey-unfinished-[\w-]+/g,
  ) ?? [];

async function run(...args: string[]) {
  const { code, output } = await bench.terraform.start([...args, "-input=false"]).ended;
  return { code, output: inOneLine(output) };
}

const apply = (...args: string[]) => run("apply", "-auto-approve", ...args);
const addresses = types.map(({ type }) => `${type}.a`);

describeIf(terraformMissing())("an object of the gateway that is there already", () => {
  test("is not lost when it is replaced with create_before_destroy under an unchanged name", async () => {
    const config = all((type) =>
      block(type, "a", `/w/${short(type)}`, "lifecycle { create_before_destroy = true }"),
    );
    await bench.terraform.configure(config);
    await bench.terraform.apply();
    const before = await objects();
    expect(before).toHaveLength(4);
    expect(await marks()).toEqual([]);

    const { code, output } = await apply(...addresses.map((address) => `-replace=${address}`));
    expect(code).toBe(1);
    expect(output.match(/\[GATEWAY_OBJECT_EXISTS\]/g)).toHaveLength(4);
    expect(output).toContain("rename it together with the change, or drop create_before_destroy");
    expect(await objects()).toEqual(before);
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
  });

  test("is not lost to replace_triggered_by with create_before_destroy", async () => {
    const config = (trigger: string) =>
      `resource "terraform_data" "trigger" { input = "${trigger}" }\n` +
      all((type) =>
        block(
          type,
          "a",
          `/w/${short(type)}`,
          "lifecycle {\n create_before_destroy = true\n replace_triggered_by = [terraform_data.trigger]\n }",
        ),
      );
    await bench.terraform.configure(config("one"));
    await bench.terraform.apply();
    const before = await objects();
    bench.terraform.reconfigure(config("two"));
    const { code, output } = await apply();
    expect(code).toBe(1);
    expect(output.match(/\[GATEWAY_OBJECT_EXISTS\]/g)).toHaveLength(4);
    expect(await objects()).toEqual(before);
  });

  test.each([
    ["one after the other", "-parallelism=1"],
    ["at once", "-parallelism=10"],
  ])(
    "is made for one of two resources with its path that are applied %s, and outlives the other",
    async (_, order) => {
      const config = (labels: string[]) =>
        all((type) =>
          labels.map((label) => block(type, label, `${label === "b" ? "" : "/"}w/${short(type)}`)).join(""),
        );
      await bench.terraform.configure(config(["a", "b"]));
      const { code, output } = await apply(order);
      expect(code).toBe(1);
      expect(output.match(/\[GATEWAY_OBJECT_EXISTS\]/g)).toHaveLength(4);
      const made = await objects();
      expect(made).toHaveLength(4);
      expect(await marks()).toEqual([]);
      // The next apply does not adopt what the first one has made, either.
      expect((await apply(order)).output.match(/\[GATEWAY_OBJECT_EXISTS\]/g)).toHaveLength(4);
      expect(await objects()).toEqual(made);

      const tracked = (await bench.terraform.succeed("state", "list")).trim().split("\n");
      expect(tracked).toHaveLength(4);
      // Each of the twins that stands for nothing is removed; the other one's object stays.
      bench.terraform.reconfigure(
        types
          .map((type) => {
            const label = tracked.includes(`${type.type}.a`) ? "a" : "b";
            return block(type, label, `${label === "b" ? "" : "/"}w/${short(type)}`);
          })
          .join("\n"),
      );
      await bench.terraform.apply();
      expect(await objects()).toEqual(made);
      await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
    },
  );

  test("is made for one of two resources with its path that are of two provider blocks", async () => {
    const config = all(
      (type) =>
        block(type, "a", `/w/${short(type)}`) +
        block(type, "b", `/w/${short(type)}`, "provider = latchkey.other"),
    );
    await bench.terraform.configure(
      `provider "latchkey" {}\nprovider "latchkey" { alias = "other" }\n${config}`,
    );
    for (const order of ["-parallelism=10", "-parallelism=1"]) {
      const { code, output } = await apply(order);
      expect(code).toBe(1);
      expect(output.match(/\[GATEWAY_OBJECT_EXISTS\]/g)).toHaveLength(4);
      expect(await objects()).toHaveLength(4);
    }
    expect((await bench.terraform.succeed("state", "list")).trim().split("\n")).toHaveLength(4);
    expect(await marks()).toEqual([]);
  });

  test("is refused when it was released and is declared again, until the printed import block is pasted", async () => {
    const config = all((type) => block(type, "a", `/w/${short(type)}`));
    await bench.terraform.configure(config);
    await bench.terraform.apply();
    const before = await objects();
    bench.terraform.reconfigure(
      addresses.map((from) => `removed {\n from = ${from}\n lifecycle { destroy = false }\n}`).join("\n"),
    );
    await bench.terraform.apply();
    expect(await objects()).toEqual(before);

    bench.terraform.reconfigure(config);
    const { code, output } = await apply();
    expect(code).toBe(1);
    const blocks = [...output.matchAll(/import \{ to = (\w+)\.LABEL id = ("[^"]*") \}/g)];
    expect(blocks).toHaveLength(4);
    bench.terraform.reconfigure(
      config + blocks.map(([, to, id]) => `import {\n to = ${to}.a\n id = ${id}\n}`).join("\n"),
    );
    await bench.terraform.apply();
    expect(await objects()).toEqual(before);
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
  });

  test("is refused when it is a stranger's, just like what is to be made or with more tags than that", async () => {
    for (const type of types) {
      const more = type.type === "latchkey_target_aws" ? {} : { tags: ["theirs"] };
      await bench.gateway(type.make, { name: `/w/${short(type)}-1`, ...type.made });
      await bench.gateway(type.make, { name: `/w/${short(type)}-2`, ...type.made, ...more });
    }
    const before = await objects();
    bench.news();
    await bench.terraform.configure(
      all((type) => block(type, "a", `/w/${short(type)}-1`) + block(type, "b", `/w/${short(type)}-2`)),
    );
    const { code, output } = await apply();
    expect(code).toBe(1);
    expect(output.match(/\[GATEWAY_OBJECT_EXISTS\]/g)).toHaveLength(8);
    expect(bench.news().gateway).toEqual([]);
    expect(await objects()).toEqual(before);
    expect((await bench.terraform.succeed("state", "list")).trim()).toBe("");
  });

  test("is left alone by a destroy when it took the place of the resource's own behind Terraform's back", async () => {
    await bench.terraform.configure(all((type) => block(type, "a", `/w/${short(type)}`)));
    await bench.terraform.apply();
    for (const type of types) {
      const name = `/w/${short(type)}`;
      await bench.gateway(type.type === "latchkey_target_aws" ? "target-delete" : "delete-item", { name });
      await bench.gateway(type.make, { name, ...type.made });
    }
    const theirs = await objects();
    const { code, output } = await run("destroy", "-auto-approve", "-refresh=false");
    expect(code).toBe(0);
    expect(output.match(/Object left alone/g)).toHaveLength(4);
    expect(await objects()).toEqual(theirs);
  });
});
