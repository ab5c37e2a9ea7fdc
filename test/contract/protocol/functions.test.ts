import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { KindsPlugins } from "../../support/protocol/kinds-plugin.js";
import { type PluginClient, unknownOnWire, unwire, wire } from "../../support/protocol/plugin-client.js";

jest.setTimeout(300_000);

const plugins = new KindsPlugins();
beforeAll(() => plugins.make());
afterEach(() => plugins.end());
afterAll(() => plugins.remove());

const call = (client: PluginClient, name: string, ...given: unknown[]) =>
  client.call(Provider.method.callFunction, { name, arguments: given.map(wire) });

test("functions are described the same where Terraform looks and where OpenTofu looks", async () => {
  const { client } = await plugins.start();

  const { functions } = await client.call(Provider.method.getProviderSchema, {});
  const { functions: alone } = await client.call(Provider.method.getFunctions, {});
  const { functions: names } = await client.call(Provider.method.getMetadata, {});

  expect(alone).toEqual(functions);
  expect(names).toMatchObject([{ name: "join_path" }, { name: "what_is" }]);
  expect(functions.join_path).toMatchObject({
    summary: "Joins parts to a path.",
    description: "Joins parts to a path. Empty parts are left out.",
    parameters: [{ name: "root", allowNullValue: false, allowUnknownValues: false }],
    variadicParameter: { name: "parts" },
  });
  expect(functions.what_is?.parameters).toMatchObject([
    { name: "text", allowNullValue: true, allowUnknownValues: true },
  ]);
  expect(functions.what_is?.variadicParameter).toBeUndefined();
  expect(Buffer.from(functions.what_is?.return?.type ?? []).toString()).toBe(
    '["object",{"known":"bool","length":"number"}]',
  );
});

test("a function is called with any number of variadic arguments, before the provider is configured, too", async () => {
  const { client } = await plugins.start();

  expect(unwire((await call(client, "join_path", "/")).result)).toBe("");
  expect(unwire((await call(client, "join_path", "/prod", "a", "", "b")).result)).toBe("/prod/a/b");
});

test("null and unknown reach the function that takes them, and no other one", async () => {
  const { client } = await plugins.start();

  expect(unwire((await call(client, "what_is", "four")).result)).toEqual({ known: true, length: 4 });
  const nothing = await call(client, "what_is", null);
  expect([nothing.error, unwire(nothing.result)]).toEqual([undefined, null]);
  expect(unwire((await call(client, "what_is", unknownOnWire)).result)).toBe(unknownOnWire);

  expect(unwire((await call(client, "join_path", "/", unknownOnWire)).result)).toBe(unknownOnWire);
  expect((await call(client, "join_path", "/", "a", null)).error).toMatchObject({ functionArgument: 2n });
});

test.each([
  ["an argument that is not allowed", ["join_path", "/test", "a"], 0n, "root should be one of"],
  ["a variadic one, by its place", ["join_path", "/", "a", "b/c"], 2n, "should not hold a slash"],
  ["what its author refuses, at the parameter", ["join_path", "/", "a", ".."], 1n, "a part leads upwards"],
  [
    "a defect of its author, without its message",
    ["join_path", "/", "crash"],
    undefined,
    "unexpected TypeError",
  ],
  ["a result that does not fit", ["join_path", "/", "misfit"], undefined, "the result should be text"],
  // Terraform would print the line of the argument, as it is written.
  ["a fault that quotes a secret, without it", ["what_is", "refused-s3cr3t"], undefined, "it is (sensitive)"],
  ["too few arguments", ["join_path"], undefined, "takes 1 or more arguments, and got 0"],
  ["too many arguments", ["what_is", "a", "b"], undefined, "takes 1 arguments, and got 2"],
  ["an argument of another type", ["what_is", ["a"]], undefined, "cannot be read"],
  ["an unknown name", ["nothing", "a"], undefined, "Function unknown"],
])("it fails for %s", async (_case, [name = "", ...given], argument, text) => {
  const { client } = await plugins.start();

  const { error, result } = await call(client, String(name), ...given);

  expect(result).toBeUndefined();
  expect(error?.functionArgument).toBe(argument);
  expect(error?.text).toContain(text);
  expect(error?.text).not.toMatch(/hunter2|s3cr3t|\n/);
});
