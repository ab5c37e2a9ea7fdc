import fc from "fast-check";
import { toAuthor } from "../../../src/engine/author/decode.js";
import { type AuthorMisfit, fromAuthor } from "../../../src/engine/author/encode.js";
import type { AnyResource, TfObject } from "../../../src/engine/index.js";
import { Redaction } from "../../../src/engine/redaction.js";
import { sameValue } from "../../../src/engine/value/equal.js";
import { isWhollyKnown } from "../../../src/engine/value/kind.js";
import {
  type Attributes,
  attr,
  fieldsOf,
  type Table,
  type ValueType,
} from "../../../src/vocabulary/index.js";
import { anyTable, authorObject, authorValue, configOf } from "../../support/engine/arbitrary.js";
import { TerraformModel } from "../../support/engine/terraform-model.js";
import { testServer } from "../../support/engine/test-provider.js";
import type { World } from "../../support/engine/thing.js";

type Loose = Record<string, unknown>;

/** A remote that keeps what it is given, with computed values of the given kind. */
function keeper(table: Table, computed: readonly unknown[], garbage?: () => unknown): AnyResource<World> {
  const names = Object.entries(table.attributes).filter(([, { mode }]) => mode.startsWith("computed"));
  const objects = new Map<unknown, Loose>();
  let generation = 0;
  const compute = () => {
    const values = computed[generation++ % computed.length] as Loose;
    return Object.fromEntries(names.map(([name]) => [name, values[name]]));
  };
  const returned = (result: Loose) => (garbage ? { ...result, ...(garbage() as Loose) } : result);
  const save = ({ plan }: { plan: Loose }) => {
    const made = { ...(chosen(table.attributes, plan) as Loose), ...compute() };
    objects.set(plan.name, made);
    return returned(made);
  };
  return {
    table,
    create: async (context: { plan: Loose; checkpoint(told: Loose): void }) => {
      const made = save(context);
      context.checkpoint({});
      return made;
    },
    update: async (context: { plan: Loose }) => save(context),
    read: async ({ state }: { state: Loose }) => {
      const found = objects.get(state.name);
      return found ? returned(found) : null;
    },
    delete: async ({ state }: { state: Loose }) => {
      objects.delete(state.name);
    },
  } as unknown as AnyResource<World>;
}

/** What a gateway makes of an object: what is left to it gets a value, at every depth. */
function chosen(attributes: Attributes, object: Loose): Loose {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => {
      const { mode, type = "string" } = attributes[name] ?? {};
      if (value === null) return [name, mode === "gatewayChosen" ? choice(type) : null];
      const nested = fieldsOf(type);
      if (!nested) return [name, value];
      const inside = (item: unknown) => chosen(nested.fields, item as Loose);
      if (nested.nesting === "single") return [name, inside(value)];
      if (Array.isArray(value)) return [name, value.map(inside)];
      return [
        name,
        Object.fromEntries(Object.entries(value as Loose).map(([key, item]) => [key, inside(item)])),
      ];
    }),
  );
}

/** Null, of what the gateway does not tell, is a choice, too. */
function choice(type: ValueType): unknown {
  if (typeof type !== "string") return "list" in type || "set" in type ? [] : null;
  return { string: "chosen", int: 7, number: 0.5, bool: true }[type];
}

async function model(resource: AnyResource<World>): Promise<TerraformModel> {
  const terraform = new TerraformModel(testServer([resource]), "test_random");
  await terraform.configure();
  return terraform;
}

const computedOf = (attributes: Attributes) =>
  fc.array(authorObject(attributes), { minLength: 2, maxLength: 3 });

/** A table, computed values for it and configs. */
const story = (unknowns: boolean) =>
  anyTable.chain((table) =>
    fc.record({
      table: fc.constant(table),
      computed: computedOf(table.attributes),
      first: configOf(table.attributes, false),
      second: configOf(table.attributes, unknowns),
    }),
  );

const runs = { numRuns: 300 };
const clean = { diagnostics: [], complaints: [] };

test("whatever is configured is accepted by Terraform's rules, and planning it again changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(story(false), async ({ table, computed, first, second }) => {
      const terraform = await model(keeper(table, computed.slice(0, 1)));
      expect(await terraform.apply(first)).toMatchObject({ ...clean, action: "create" });
      expect(await terraform.apply(first)).toMatchObject({ ...clean, action: "none" });
      expect(await terraform.apply(second)).toMatchObject(clean);
      expect(await terraform.apply(second)).toMatchObject({ ...clean, action: "none" });
      expect(terraform.isTainted).toBe(false);
      expect(await terraform.destroy()).toMatchObject({ ...clean, action: "delete" });
    }),
    runs,
  );
});

test("whatever is not known yet is planned by Terraform's rules", async () => {
  await fc.assert(
    fc.asyncProperty(story(true), async ({ table, computed, first, second }) => {
      const terraform = await model(keeper(table, computed));
      expect(await terraform.plan(second)).toMatchObject(clean);
      await terraform.apply(first);
      const { complaints, planned, action } = await terraform.plan(second);
      expect(complaints).toEqual([]);
      if (action === "none") expect(isWhollyKnown(planned as TfObject)).toBe(true);
    }),
    runs,
  );
});

test("whatever an author returns, no rule is broken, and nothing is lost or tainted", async () => {
  const garbage = fc.dictionary(
    fc.constantFrom("a", "b", "c", "d", "e", "f"),
    fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSparseArray: true,
    }),
    { noNullPrototype: true },
  );
  await fc.assert(
    fc.asyncProperty(
      story(false).chain((one) =>
        fc.record({ one: fc.constant(one), wrong: fc.array(garbage, { minLength: 1, maxLength: 4 }) }),
      ),
      async ({ one: { table, computed, first, second }, wrong }) => {
        let turn = 0;
        const terraform = await model(keeper(table, computed, () => wrong[turn++ % wrong.length]));
        for (const config of [first, { ...second, name: first.name ?? null }]) {
          expect((await terraform.apply(config)).complaints).toEqual([]);
          expect((await terraform.refresh()).complaints).toEqual([]);
          expect(terraform.state).not.toBeNull();
          expect(terraform.isTainted).toBe(false);
        }
      },
    ),
    runs,
  );
});

test("a value keeps its meaning on the way from the author and back", () => {
  fc.assert(
    fc.property(
      anyTable.chain(({ attributes }) => {
        const [attribute = attr.optional.string({ doc: "" })] = Object.values(attributes).filter(
          ({ mode }) => mode !== "writeOnly",
        );
        return fc.record({ attribute: fc.constant(attribute), value: authorValue(attribute) });
      }),
      ({ attribute, value }) => {
        const misfits: AuthorMisfit[] = [];
        const encoded = fromAuthor(attribute, value, [], misfits);
        expect(misfits).toEqual([]);
        const again = fromAuthor(attribute, toAuthor(attribute.type, encoded), [], misfits);
        expect(sameValue(attribute.type, encoded, again)).toBe(true);
      },
    ),
    runs,
  );
});

test("no text shows a secret that the redaction knows", () => {
  const secret = fc.string({ minLength: 4, maxLength: 12 });
  fc.assert(
    fc.property(secret, secret, fc.string(), fc.string(), (one, other, before, between) => {
      const redaction = new Redaction().addFrom(
        {
          one: attr.writeOnly.string({ doc: "" }),
          other: attr.optional.string({ doc: "", sensitive: true }),
        },
        { one, other },
      );
      const shown = redaction
        .apply(`${before}${one}${between}${JSON.stringify(other)}`)
        .replaceAll("(sensitive)", "");
      const rest = `${before}${between}`;
      // Only what stands around the secrets may look like them.
      for (const hidden of [one, other])
        if (!rest.includes(hidden)) expect(shown.length).toBeLessThanOrEqual(rest.length + 2);
    }),
    // A secret that stands within its own spelling in JSON.
    { ...runs, examples: [["    ", "       \\", "", ""]] },
  );
});
