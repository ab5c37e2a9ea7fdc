import { createProviderServer } from "../../../src/engine/index.js";
import { tableFlaws } from "../../../src/engine/table/table-flaws.js";
import { providerTable, resourceTables } from "../../../src/schema/index.js";
import { type Attribute, type Attributes, attr, table } from "../../../src/vocabulary/index.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";
import { testProviderTable, testServer } from "../../support/engine/test-provider.js";
import { type ThingResource, thing, thingTable } from "../../support/engine/thing.js";

const doc = "Words.";

/** A definition with changes that its types may forbid. */
function wrong(changes: object, tableChanges: object = {}): ThingResource {
  return { ...thing, ...changes, table: { ...thing.table, ...tableChanges } } as ThingResource;
}

function withAttributes(attributes: { readonly [name: string]: unknown }): ThingResource {
  return wrong({}, { attributes: { ...thingTable.attributes, ...attributes } });
}

const cases: readonly (readonly [string, ThingResource, string])[] = [
  [
    "an identity that is not in the table",
    wrong({}, { identity: "nmae" }),
    'identity "nmae" is not in the table',
  ],
  ["an identity that is no text", wrong({}, { identity: "size" }), "identity size is no text"],
  ["a write-only identity", wrong({}, { identity: "secret_wo" }), "identity secret_wo is write-only"],
  ["no update although something can change", wrong({ update: undefined }), "label can change in place"],
  ["a version without an upgrade", wrong({}, { version: 2 }), "upgrade from version 0 is missing"],
  ["an upgrade to nowhere", wrong({ upgrade: { 3: () => ({}) } }), "upgrade from version 3 leads beyond"],
  ["an impossible type name", wrong({}, { type: "My-Thing" }), "the type's name is not possible"],
  ["no doc", wrong({}, { doc: " " }), "it has no doc"],
  [
    "an attribute of Terraform's own",
    withAttributes({ count: attr.optional.int({ doc }) }),
    "count is a word of",
  ],
  [
    "an impossible name",
    withAttributes({ "no-dash": attr.optional.int({ doc }) }),
    '"no-dash" is no possible name',
  ],
  ["an attribute without doc", withAttributes({ x: attr.optional.int({ doc: "" }) }), "x has no doc"],
  [
    "a default outside of the allowed values",
    withAttributes({ x: attr.defaulted.string({ doc, default: "c", oneOf: ["a", "b"] }) }),
    'x has a default that should be one of "a", "b"',
  ],
  [
    "a default beyond the limit",
    withAttributes({ x: attr.defaulted.int({ doc, default: 9, max: 3 }) }),
    "x has a default that should be at most 3",
  ],
  [
    "a default of another type",
    withAttributes({ x: attr.defaulted.int({ doc, default: "1" as unknown as number }) }),
    "x has a default that should be a whole number, got text",
  ],
  [
    "no default",
    withAttributes({ x: { ...attr.optional.int({ doc }), mode: "defaulted" } }),
    "x has no default",
  ],
  [
    "a default too many",
    withAttributes({ x: { ...attr.optional.int({ doc }), default: 1 } }),
    "x has a default, but",
  ],
  [
    "limits on text",
    withAttributes({ x: attr.optional.string({ doc, min: 1 }) }),
    "x has a min or max, but is no number",
  ],
  [
    "limits the wrong way round",
    withAttributes({ x: attr.optional.int({ doc, min: 2, max: 1 }) }),
    "x has a min of 2 above",
  ],
  [
    "allowed values of a list",
    withAttributes({ x: attr.optional.list("string", { doc, oneOf: [["a"]] }) }),
    "x has a oneOf, which needs",
  ],
  [
    "no allowed values",
    withAttributes({ x: attr.optional.string({ doc, oneOf: [] }) }),
    "x has a oneOf, which needs",
  ],
  [
    "allowed values of another type",
    withAttributes({ x: attr.optional.int({ doc, oneOf: ["1" as unknown as number] }) }),
    "x has a oneOf value that should be a whole number",
  ],
  [
    "a write-only number",
    withAttributes({ x: attr.writeOnly.int({ doc }) }),
    "x is write-only and should be text",
  ],
  [
    "a write-only set",
    withAttributes({ x: attr.writeOnly.set("string", { doc }) }),
    "x is write-only and should be text",
  ],
  [
    "a write-only value that replaces",
    withAttributes({ x: attr.writeOnly.string({ doc, replaces: true }) }),
    "x is write-only and never compared, so it cannot",
  ],
  [
    "a write-only value inside of another",
    withAttributes({ x: attr.optional.object({ y: attr.writeOnly.string({ doc }) }, { doc }) }),
    "x.y is write-only inside",
  ],
  [
    "a write-only value inside of a set",
    withAttributes({
      x: attr.optional.objectSet(
        { y: attr.writeOnly.string({ doc, versionedBy: "v" }), v: attr.optional.int({ doc }) },
        { doc },
      ),
    }),
    "x.y is write-only inside of a set, which Terraform forbids",
  ],
  [
    "a write-only value anywhere below a set",
    withAttributes({
      x: attr.optional.objectSet(
        {
          z: attr.optional.object(
            { y: attr.writeOnly.string({ doc, versionedBy: "v" }), v: attr.optional.int({ doc }) },
            { doc },
          ),
        },
        { doc },
      ),
    }),
    "x.z.y is write-only inside of a set",
  ],
  [
    "a version of a nested secret that is not beside it",
    withAttributes({
      x: attr.optional.object({ y: attr.writeOnly.string({ doc, versionedBy: "secret_version" }) }, { doc }),
    }),
    'x.y is versioned by "secret_version", which is not in the table',
  ],
  [
    "a choice of the gateway inside of a set",
    withAttributes({ x: attr.optional.objectSet({ y: attr.gatewayChosen.int({ doc }) }, { doc }) }),
    "x.y is the gateway's choice inside of a set",
  ],
  [
    "a reason for a new object inside of a set",
    withAttributes({
      x: attr.optional.objectSet({ y: attr.required.int({ doc, replaces: true }) }, { doc }),
    }),
    "x.y asks for a new object inside of a set",
  ],
  [
    "objects inside of an inner list",
    withAttributes({
      x: {
        ...attr.optional.int({ doc }),
        type: { list: { list: { object: { y: attr.required.int({ doc }) } } } },
      },
    }),
    "x holds objects inside of an inner list",
  ],
  [
    "a set of objects of nothing",
    withAttributes({ x: attr.optional.objectSet({}, { doc }) }),
    "x is an object without attributes",
  ],
  [
    "a pattern for a number",
    withAttributes({ x: attr.optional.int({ doc, pattern: { matches: /1/, words: "be one" } }) }),
    "x has a pattern, but is no text",
  ],
  [
    "rules for the elements of a text",
    withAttributes({ x: attr.optional.string({ doc, each: [{ doc }] }) }),
    "x has rules for elements, but",
  ],
  [
    "limits of elements that are no numbers",
    withAttributes({ x: attr.optional.set("string", { doc, each: [{ doc, min: 1 }] }) }),
    "x has a min or max for its elements",
  ],
  [
    "a pattern for elements that are no texts",
    withAttributes({
      x: attr.optional.set("int", { doc, each: [{ doc, pattern: { matches: /1/, words: "x" } }] }),
    }),
    "x has a pattern for its elements",
  ],
  [
    "rules between the fields of a text",
    withAttributes({ x: attr.optional.string({ doc, rules: [] }) }),
    "x has rules between fields, but holds no objects",
  ],
  [
    "a rule about a field that is not there",
    withAttributes({
      x: attr.optional.object(
        { y: attr.optional.int({ doc }) },
        { doc, rules: [{ code: "VALUE_NOT_ALLOWED", needs: ["z"], at: "y", broken: () => undefined }] },
      ),
    }),
    'x.a rule VALUE_NOT_ALLOWED names "z", which is not in the table',
  ],
  [
    "a rule of a field for a create",
    withAttributes({
      x: attr.optional.object(
        { y: attr.optional.int({ doc }) },
        {
          doc,
          rules: [
            { code: "VALUE_NOT_ALLOWED", when: "create", needs: ["y"], at: "y", broken: () => undefined },
          ],
        },
      ),
    }),
    "x.y has a rule for a create",
  ],
  [
    "a reference of a number",
    withAttributes({ x: attr.optional.bool({ doc, refersTo: "thing" }) }),
    "x refers to another type, but is no text",
  ],
  [
    "a reference to no type",
    withAttributes({ x: attr.optional.string({ doc, refersTo: "thin" }) }),
    'thing: x refers to "thin", of which there is no type',
  ],
  [
    "a reference to no type inside of an object",
    withAttributes({
      x: attr.optional.object({ y: attr.optional.string({ doc, refersTo: "role" }) }, { doc }),
    }),
    'thing: x.y refers to "role", of which there is no type',
  ],
  [
    "a number that may be empty",
    withAttributes({ x: attr.optional.int({ doc, emptyIsUnset: true }) }),
    "x has an emptyIsUnset, which needs a text",
  ],
  [
    "a required value that is left to the gateway",
    withAttributes({ x: attr.required.int({ doc, leftToGateway: { usually: 1 } }) }),
    "x is left to the gateway where it is not set, but is required",
  ],
  [
    "a value of the gateway's that is not allowed",
    withAttributes({ x: attr.optional.int({ doc, max: 3, leftToGateway: { usually: 4 } }) }),
    "x has a leftToGateway value that should be at most 3",
  ],
  [
    "a secret of which it says that it tells nothing",
    withAttributes({ x: attr.writeOnly.string({ doc, tellsNothing: true }) }),
    "x is write-only, so that it goes without saying",
  ],
  [
    "a computed value inside of a configured one",
    withAttributes({ x: attr.optional.objects({ y: attr.computed.string({ doc }) }, { doc }) }),
    "x.y is computed inside of what the user sets",
  ],
  [
    "an object of nothing",
    withAttributes({ x: attr.optional.object({}, { doc }) }),
    "x is an object without attributes",
  ],
  [
    "a computed value that replaces",
    withAttributes({ x: attr.computed.int({ doc, replaces: true }) }),
    "x is computed and cannot ask",
  ],
  [
    "a stable value of the user",
    withAttributes({ x: attr.optional.int({ doc, stable: true }) }),
    "x is stable, which only",
  ],
  [
    "a version that is missing",
    withAttributes({ x: attr.writeOnly.string({ doc, versionedBy: "y" }) }),
    'x is versioned by "y", which is not',
  ],
  [
    "a computed version",
    withAttributes({ x: attr.writeOnly.string({ doc, versionedBy: "id" }) }),
    "x is versioned by id, which the user does not set",
  ],
  [
    "a version for a stored value",
    withAttributes({ x: attr.optional.string({ doc, versionedBy: "size" }) }),
    "x has a versionedBy, but is not write-only",
  ],
  [
    "a rule about nothing",
    wrong({}, rule(["nothing"], "label")),
    'names "nothing", which is not in the table',
  ],
  [
    "a rule that points at nothing",
    wrong({}, rule(["label"], "nothing")),
    'names "nothing", which is not in the table',
  ],
  [
    "a rule about a computed value",
    wrong({}, rule(["id"], "label")),
    "names id, which the user does not set",
  ],
];

function rule(needs: readonly string[], at: string): object {
  return { rules: [{ code: "VALUE_NOT_ALLOWED", needs, at, broken: () => undefined }] };
}

test.each(cases)("fails to start with %s", (_, resource, text) => {
  expect(() => testServer([resource])).toThrow(expect.objectContaining({ code: "DEFINITION_FLAWED" }));
  expect(() => testServer([resource])).toThrow(text);
});

test("fails to start with the same type twice", () => {
  expect(() => testServer([thing, thing])).toThrow('the type "thing" is defined twice');
});

test.each([
  ["computed", attr.computed.string({ doc })],
  ["write-only", attr.writeOnly.string({ doc })],
  ["defaulted", attr.defaulted.string({ doc, default: "x" })],
  ["gatewayChosen", attr.gatewayChosen.string({ doc })],
])("fails to start with a %s attribute in the provider block", (_, x: Attribute) => {
  const attributes: Attributes = { ...testProviderTable.attributes, x };
  const start = () =>
    createProviderServer(
      {
        name: "test",
        version: "1",
        table: { ...testProviderTable, attributes },
        resources: [],
        configure: () => null,
      },
      { log: new RecordingLogger() },
    );
  expect(start).toThrow("which a provider block cannot have");
});

test("fails to start with every flaw named at once", () => {
  const resource = wrong({ update: undefined }, { identity: "nmae", doc: "" });
  expect(() => testServer([resource])).toThrow(/it has no doc; .*"nmae".*label can change.*size can change/s);
});

test("starts with an identity that is no text where importId reads it", () => {
  const importId = (id: string) => ({ size: Number(id) });
  expect(() => testServer([{ ...wrong({}, { identity: "size" }), importId }])).not.toThrow();
});

test.each([
  ["its own identity", { tells: ["name"] }, 'cannot tell "name"'],
  ["what the table does not have", { tells: ["colour"] }, 'cannot tell "colour"'],
  ["a collection", { tells: ["tags"] }, "cannot tell tags"],
  ["a secret", { tells: ["secret_wo"] }, "cannot tell secret_wo"],
  ["what it needs and may not tell", { tells: [], needs: ["size"] }, "needs size, which it may not tell"],
  ["nothing, without an example", { tells: [], examples: [] }, "has no example"],
])("fails to start with an import id that tells %s", (_, form, text) => {
  const importing = { examples: [{ of: "a thing", id: "/thing" }], ...form };
  expect(() => testServer([{ ...thing, table: { ...thing.table, importing } }])).toThrow(text);
});

test("finds no flaw in the tables that the product serves", () => {
  expect(tableFlaws(providerTable, "provider")).toEqual([]);
  for (const { type, ...rest } of resourceTables)
    expect([type, tableFlaws({ type, ...rest }, "resource")]).toEqual([type, []]);
  expect(
    tableFlaws(
      table({ type: "x", doc, identity: "a", attributes: { a: attr.required.string({ doc }) } }),
      "resource",
    ),
  ).toEqual([]);
});
