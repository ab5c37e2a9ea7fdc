import {
  type AnyResource,
  createProviderServer,
  defineDataSource,
  defineEphemeralResource,
  defineFunction,
  defineListResource,
  type ProviderDefinition,
} from "../../../src/engine/index.js";
import { type Attributes, attr, blockTable, functionTable } from "../../../src/vocabulary/index.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";
import { testProviderTable } from "../../support/engine/test-provider.js";
import { thing, thingTable, type World } from "../../support/engine/thing.js";

type Given = Partial<ProviderDefinition<Attributes, World>>;
const doc = "Words.";

function serverWith(given: Given) {
  const resources: AnyResource<World>[] = [thing];
  const provider = {
    name: "test",
    version: "1.0.0",
    table: testProviderTable,
    resources,
    configure: () => ({}),
  };
  return createProviderServer({ ...provider, ...given } as ProviderDefinition<Attributes, World>, {
    log: new RecordingLogger(),
  });
}

const data = (attributes: Attributes, type = "found") =>
  defineDataSource<World>()({
    table: blockTable({ type, doc, attributes }),
    read: async () => ({}) as never,
  });
const token = (attributes: Attributes) =>
  defineEphemeralResource<World>()({
    table: blockTable({ type: "token", doc, attributes }),
    open: async () => ({ result: {} as never }),
  });
const list = (attributes: Attributes, type = "thing", resource = thingTable) =>
  defineListResource<World>()({
    resource,
    table: blockTable({ type, doc, attributes }),
    async *list() {},
  });
const call = (written: object) =>
  defineFunction({
    table: functionTable({
      ...{ name: "f", doc, parameters: {}, returns: attr.computed.string({ doc }) },
      ...written,
    } as never),
    call: () => "" as never,
  });

const secret_wo = attr.writeOnly.string({ doc });
const name = attr.required.string({ doc });

const cases: readonly (readonly [string, Given, string])[] = [
  [
    "a data source with a write-only attribute",
    { dataSources: [data({ secret_wo })] },
    "secret_wo is write-only",
  ],
  ["two of one name", { dataSources: [data({}), data({})] }, "data source found: it is defined twice"],
  ["an impossible name", { dataSources: [data({}, "My-Data")] }, "the type's name is not possible"],
  [
    "a word of Terraform's own",
    { dataSources: [data({ provider: name })] },
    "provider is a word of Terraform's own",
  ],
  [
    "an ephemeral attribute that replaces",
    { ephemeralResources: [token({ name: attr.required.string({ doc, replaces: true }) })] },
    "name asks for a new object",
  ],
  ["an ephemeral write-only one", { ephemeralResources: [token({ secret_wo })] }, "secret_wo is write-only"],
  [
    "a list with something computed",
    { listResources: [list({ id: attr.computed.string({ doc }) })] },
    "id is computed",
  ],
  [
    "a list of no resource type",
    { listResources: [list({}, "other")] },
    "it lists no resource type of that name",
  ],
  [
    "a list of a table that is not served",
    { listResources: [list({}, "thing", { ...thingTable })] },
    "it lists no resource type of that name",
  ],
  ["an impossible function name", { functions: [call({ name: "no-dash" })] }, "its name is not possible"],
  ["a function twice", { functions: [call({}), call({})] }, "function f: it is defined twice"],
  ["a function without doc", { functions: [call({ doc: "" })] }, "function f: it has no doc"],
  [
    "a parameter with a default",
    { functions: [call({ parameters: { a: attr.defaulted.int({ doc, default: 1 }) } })] },
    "a is defaulted, which a parameter cannot be",
  ],
  [
    "two parameters of one name",
    { functions: [call({ parameters: { a: name }, variadic: { name: "a", of: name } })] },
    "two of its parameters have one name",
  ],
  [
    "an unknown taken by no parameter",
    { functions: [call({ parameters: { a: name }, takesUnknown: ["b"] })] },
    'it has no parameter "b"',
  ],
  ["a result that the user sets", { functions: [call({ returns: name })] }, "should return what is computed"],
];

test.each(cases)("%s is found before anything runs", (_case, given, flaw) => {
  expect(() => serverWith(given)).toThrow(flaw);
});

test("what has no mistake is served", () => {
  const given = {
    dataSources: [data({ name })],
    ephemeralResources: [token({ name })],
    listResources: [list({ name })],
    functions: [call({ parameters: { a: name } })],
  };
  expect(Object.keys(serverWith(given).schemas().dataSources)).toEqual(["test_found"]);
});
