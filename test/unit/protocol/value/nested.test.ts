import fc from "fast-check";
import { describeTable } from "../../../../src/engine/table/describe.js";
import { wireSchema } from "../../../../src/protocol/rpc/wire-schema.js";
import { decodeMsgpack, encodeMsgpack } from "../../../../src/protocol/value/msgpack.js";
import { anyTable, configOf } from "../../../support/engine/arbitrary.js";
import { fingerprint } from "../../../support/engine/terraform-rules.js";

test("whatever a table describes, nested and unknown, goes over the wire and comes back the same", () => {
  fc.assert(
    fc.property(
      anyTable.chain((table) =>
        fc.record({ table: fc.constant(table), config: configOf(table.attributes, true) }),
      ),
      ({ table, config }) => {
        const { type } = describeTable(table);
        const back = decodeMsgpack(encodeMsgpack(config, type), type);
        expect(fingerprint(type, back)).toBe(fingerprint(type, config));
      },
    ),
    { numRuns: 200 },
  );
});

test("an attribute goes over the wire either by its type or by its nested attributes, at every depth", () => {
  type Sent = {
    readonly type?: unknown;
    readonly nestedType?: { readonly nesting?: number; readonly attributes?: readonly Sent[] };
  };
  const check = (attribute: Sent): void => {
    expect([attribute.type === undefined, attribute.nestedType === undefined].sort()).toEqual([false, true]);
    // 0 is an invalid nesting.
    if (attribute.nestedType) expect(attribute.nestedType.nesting).toBeGreaterThan(0);
    for (const inner of attribute.nestedType?.attributes ?? []) check(inner);
  };
  fc.assert(
    fc.property(anyTable, (table) => {
      const { block } = wireSchema(describeTable(table));
      for (const attribute of (block?.attributes ?? []) as readonly Sent[]) check(attribute);
    }),
    { numRuns: 100 },
  );
});
