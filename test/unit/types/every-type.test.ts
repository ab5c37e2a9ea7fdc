import type { ProviderServer, TfObject } from "../../../src/engine/index.js";
import { gatewayTypes } from "../../../src/types/generated/index.js";
import type { GatewayType } from "../../../src/types/mechanism/gateway-type.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { done, errorOf, type Stage, stage } from "../../support/provider/stage.js";
import { makeTargetsAt } from "../../support/provider/targets-at.js";
import { asConfig } from "../../support/types/as-config.js";
import { type Sample, samplesOf } from "../../support/types/samples.js";

let at: Stage;
beforeAll(async () => {
  at = await stage();
  await makeTargetsAt(at);
});
afterAll(() => at.close());

const samples = (gatewayTypes as readonly unknown[] as readonly GatewayType[]).flatMap((type) =>
  samplesOf(type).map((sample): [string, GatewayType, Sample] => [sample.called, type, sample]),
);

const admin = () => at.sandboxGateway.admin.accessId;

/** What stands for "not set" in a state. */
const shown = (type: GatewayType, name: string, value: unknown) =>
  value === null ? (type.table.attributes[name]?.default ?? null) : value;

describe.each(samples)("a %s", (called, type, sample) => {
  const typeName = `latchkey_${type.table.type}`;
  const name = String(sample.full[type.table.identity]);
  let full: TfObject;
  let terraform: TerraformModel;
  /** The object as `full` has it, while tests that leave it so follow each other. */
  let whole: TerraformModel | undefined;
  // Two processes for all tests of the type: to start one costs as much as a test.
  let ours: ProviderServer;
  let theirs: ProviderServer;
  const another = async () => {
    const other = await at.terraform(typeName, theirs);
    await other.import(name);
    return other;
  };
  beforeAll(() => {
    ours = at.provider();
    theirs = at.provider();
    full = asConfig(sample.full, admin());
  });
  const removed = async (model: TerraformModel) => {
    await model.destroy();
    if (model.state !== null) await (await another()).destroy();
  };
  /** For a test that is about the making of the object, or its end. */
  const nothingYet = async () => {
    if (whole) await removed(whole);
    whole = undefined;
    terraform = await at.terraform(typeName, ours);
    at.commands();
  };
  /** For a test that begins with the object. */
  const theWhole = async () => {
    if (!whole) {
      await nothingYet();
      await terraform.apply(full);
    }
    whole = undefined;
    at.commands();
  };
  /** For a test that leaves it as it was, too; one that fails does not. */
  const withWhole = async (work: () => Promise<void>) => {
    await theWhole();
    await work();
    whole = terraform;
  };
  afterEach(async () => {
    if (!whole) await removed(terraform);
  });
  afterAll(async () => {
    if (whole) await removed(whole);
  });
  /** What the provider says of it, all of which there has to be but what is there for some only. */
  const computedOf = (state: TfObject | null) =>
    Object.entries(type.table.attributes).flatMap(([attribute, { mode }]) => {
      if (mode === "computed") expect([attribute, state?.[attribute] ?? null]).not.toContain(null);
      return mode.startsWith("computed") ? [[attribute, state?.[attribute]]] : [];
    });
  const writes = () => {
    const { read, list } = type.commands;
    const asked = [read, list?.command, ...["target-get", "target-get-details", "describe-item"]];
    return at.commands().filter((command) => !asked.includes(command));
  };

  test.each([
    ["bare", sample.bare],
    ["whole", sample.full],
  ])("is made %s, and has nothing to change afterwards", async (_how, values) => {
    await nothingYet();
    const config = asConfig(values, admin());
    expect(await terraform.apply(config)).toEqual(done("create"));
    expect(await terraform.apply(config)).toEqual(done("none"));
    if (values === sample.full) whole = terraform;
  });

  if (sample.changes.length > 0) {
    test.each(sample.changes)("changes %s to %j in place, and back", (attribute, value) =>
      withWhole(async () => {
        const changed = { ...full, ...asConfig({ [attribute]: value }, admin()) };
        for (const config of [changed, full]) {
          // What is unset may be what it was; then there is nothing to do.
          const isSame = value === null && shown(type, attribute, null) === sample.full[attribute];
          const { diagnostics, complaints, action } = await terraform.apply(config);
          expect({ errors: diagnostics.filter(({ severity }) => severity === "error"), complaints }).toEqual({
            errors: [],
            complaints: [],
          });
          expect(action).toBe(isSame ? "none" : "update");
          expect(await terraform.apply(config)).toEqual(done("none"));
        }
      }),
    );
  }

  const secrets = Object.entries(type.table.attributes).flatMap(([attribute, { mode, versionedBy = "" }]) =>
    mode === "writeOnly" && attribute in sample.full ? [[attribute, versionedBy]] : [],
  );
  if (secrets.length > 0) {
    test.each(secrets)(
      "hands %s to the gateway when it is made, and another with a new %s",
      async (...names) => {
        const [attribute = "", version = ""] = names;
        const given = (number: number) => {
          const value = `${attribute} ${number} of ${called}`;
          // Fields are an object in one text.
          const said = `${sample.full[attribute]}`.startsWith("{") ? JSON.stringify({ field: value }) : value;
          return { value, config: { ...full, [attribute]: said, [version]: BigInt(number) } };
        };
        await nothingYet();
        const has = (value: string) => at.sandboxGateway.issuedSecrets().some((one) => one.includes(value));
        const [first, second] = [given(1), given(2)];
        expect(await terraform.apply(first.config)).toEqual(done("create"));
        expect([has(first.value), has(second.value)]).toEqual([true, false]);
        expect(await terraform.apply(second.config)).toEqual(done("update"));
        expect(has(second.value)).toBe(true);
        expect(await terraform.apply(second.config)).toEqual(done("none"));
      },
    );
  }

  const drifting = sample.readable.filter(
    ([attribute, value]) => shown(type, attribute, value) !== sample.full[attribute],
  );
  test.each(drifting)(
    "sees that %s was changed to %j behind its back, and nothing else",
    (attribute, value) =>
      withWhole(async () => {
        const before = terraform.state;
        const other = await another();
        const changed = await other.apply({ ...full, ...asConfig({ [attribute]: value }, admin()) });
        expect(changed.action).toBe("update");
        await terraform.refresh();
        const differing = Object.keys(before ?? {}).filter(
          (one) => JSON.stringify(plain(terraform.state?.[one])) !== JSON.stringify(plain(before?.[one])),
        );
        const { numbered } = type;
        expect(differing.filter((one) => one !== numbered)).toEqual(
          value === null && isKept(type, attribute) ? [] : [attribute],
        );
        await terraform.apply(full);
        expect(await terraform.apply(full)).toEqual(done("none"));
      }),
  );

  test("is imported by its path so that no later run has anything to change", () =>
    withWhole(async () => {
      const imported = await another();
      const first = await imported.apply(full);
      expect(first.complaints).toEqual([]);
      expect(["none", "update"]).toContain(first.action);
      expect(await imported.apply(full)).toEqual(done("none"));
      expect(computedOf(imported.state)).toEqual(computedOf(terraform.state));
      expect(await terraform.apply(full)).toEqual(done("none"));
    }));

  test("is found again when the reply to its create is lost, and is not made twice", async () => {
    await nothingYet();
    at.sandboxGateway.answerNext(type.commands.create, { replyLost: true });
    expect(await terraform.apply(full)).toEqual(done("create"));
    expect(writes().filter((command) => command === type.commands.create)).toHaveLength(1);
    expect(await terraform.apply(full)).toEqual(done("none"));
  });

  test("that exists already is refused with the block that imports it, and nothing is written", () =>
    withWhole(async () => {
      const refused = errorOf(await (await at.terraform(typeName, theirs)).apply(full));
      expect(refused).toContain("GATEWAY_OBJECT_EXISTS");
      expect(refused).toContain(`to = ${typeName}.LABEL`);
      expect(writes()).toEqual([]);
      expect(await terraform.apply(full)).toEqual(done("none"));
    }));

  test("is destroyed, also when it is gone already", async () => {
    await theWhole();
    const gone = terraform.state;
    await terraform.destroy();
    expect(terraform.state).toBeNull();
    terraform.state = gone;
    expect((await terraform.destroy({ refresh: false })).diagnostics).toEqual([]);
  });

  const isFixed = type.table.attributes[type.table.identity]?.replaces;
  if (isFixed) {
    test("is made anew under another path, as the gateway cannot rename it", async () => {
      await theWhole();
      const renamed = { ...full, name: `${name}-renamed` };
      expect(await terraform.apply(renamed)).toEqual(done("replace"));
      expect(await terraform.apply(renamed)).toEqual(done("none"));
      await terraform.destroy();
    });
    return;
  }

  test("is renamed in place, with its number", () =>
    withWhole(async () => {
      const number = terraform.state?.[type.numbered ?? ""];
      const renamed = { ...full, name: `${name}-renamed` };
      expect(await terraform.apply(renamed)).toEqual(done("update"));
      expect(terraform.state?.[type.numbered ?? ""]).toEqual(number);
      expect(await terraform.apply(renamed)).toEqual(done("none"));
      await terraform.apply(full);
    }));
});

/** What the gateway keeps where a user unsets it, so that there is nothing to see. */
function isKept(type: GatewayType, attribute: string): boolean {
  const { varies, said } = type.table.attributes[attribute]?.leftToGateway ?? {};
  return varies === true && said === undefined;
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map((entry) => JSON.stringify(entry)).sort();
  return typeof value === "object" && value !== null ? Object.entries(value).sort() : String(value);
}
