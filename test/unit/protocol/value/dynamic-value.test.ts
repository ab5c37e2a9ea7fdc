import { create } from "@bufbuild/protobuf";
import { encode } from "@msgpack/msgpack";
import type { SchemaDescription } from "../../../../src/engine/schema-description.js";
import type { TfObject, TfType, TfValue } from "../../../../src/engine/value/value.js";
import { DynamicValueSchema, RawStateSchema } from "../../../../src/protocol/generated/tfplugin6_pb.js";
import {
  decodeObject,
  readPresentObject,
  readStored,
  writeLastingObject,
  writeObject,
} from "../../../../src/protocol/value/dynamic-value.js";
import { decodeMsgpack } from "../../../../src/protocol/value/msgpack.js";
import { UNKNOWN } from "../../../../src/vocabulary/index.js";
import { record } from "../../../support/protocol/typed-values.js";

const types: { [name: string]: TfType } = { id: "string", size: "number", tags: ["map", "string"] };
const schema: SchemaDescription = {
  version: 0,
  description: "",
  type: ["object", types],
  attributes: Object.entries(types).map(([name, type]) => ({
    ...{ name, type, description: "", required: false, optional: true, computed: true },
    ...{ sensitive: false, writeOnly: false },
  })),
};
const object = (given: { readonly [name: string]: TfValue }) =>
  record(Object.entries({ id: null, size: null, tags: null, ...given }));
const message = (value: { msgpack?: Uint8Array; json?: Uint8Array }) => create(DynamicValueSchema, value);

describe("reading", () => {
  test("takes msgpack, JSON and nothing at all", () => {
    const plain = { id: "a", size: 1, tags: null };
    expect(decodeObject(message({ msgpack: encode(plain) }), schema, "state")).toEqual(plain);
    expect(decodeObject(message({ json: Buffer.from(JSON.stringify(plain)) }), schema, "state")).toEqual(
      plain,
    );
    expect(decodeObject(message({ msgpack: encode(null) }), schema, "state")).toBeNull();
    expect(decodeObject(message({}), schema, "state")).toBeNull();
    expect(decodeObject(undefined, schema, "state")).toBeNull();
  });

  test.each([
    ["an object that is not of the schema", { id: "hunter2" }, "size should be there, got nothing"],
    ["something that is no object", "hunter2", "the value should be an object, got a string"],
  ])("fails on %s with a fault that says where and not what", (_case, value, seen) => {
    const read = () => decodeObject(message({ msgpack: encode(value) }), schema, "prior state");

    expect(read).toThrow(expect.objectContaining({ code: "VALUE_UNREADABLE" }));
    expect(read).toThrow(`Reading the prior state that Terraform sent: ${seen}`);
    expect(read).not.toThrow(/hunter2/);
  });

  test("fails on a type that is no JSON without repeating it", () => {
    const any: SchemaDescription = { ...schema, type: ["object", { id: "dynamic" }] };
    const msgpack = encode({ id: [Buffer.from("hunter2"), "x"] });
    const read = () => decodeObject(message({ msgpack }), any, "state");
    expect(read).toThrow("not valid JSON");
    expect(read).not.toThrow("hunter2");
  });

  test("fails on malformed bytes without repeating them", () => {
    const read = () => decodeObject(message({ msgpack: Buffer.from("c1", "hex") }), schema, "config");
    expect(read).toThrow("its bytes are malformed");
  });

  test("fails where there must be an object and is none", () => {
    expect(() => readPresentObject(undefined, schema, "config")).toThrow("it is not there");
  });

  test("reads stored state of any shape, and fails on the form from before Terraform 0.12", () => {
    const state = create(RawStateSchema, { json: Buffer.from('{"old": 9007199254740993}') });
    expect(readStored(state)).toEqual({ old: 9007199254740993n });
    expect(() => readStored(create(RawStateSchema, {}))).toThrow(
      expect.objectContaining({ code: "VALUE_UNREADABLE" }),
    );
  });
});

describe("writing", () => {
  const read = (value: { msgpack: Uint8Array }) => decodeMsgpack(value.msgpack, schema.type);

  test("writes no object as null, which is not the same as leaving it out", () => {
    expect(writeObject(null, schema, "state").msgpack).toEqual(new Uint8Array([0xc0]));
  });

  test("fails on an object that is not of the schema, without its value", () => {
    const write = () => writeObject(object({ size: "hunter2" }), schema, "the planned state");
    expect(write).toThrow(expect.objectContaining({ code: "VALUE_UNSENDABLE" }));
    expect(write).toThrow("size should be a number, got a string");
    expect(write).not.toThrow(/hunter2/);
  });

  test("keeps everything of an object that exists, if it can be encoded", () => {
    const { value, flaws } = writeLastingObject(object({ id: "a" }), null, schema);
    expect(read(value)).toEqual({ id: "a", size: null, tags: null });
    expect(flaws).toEqual([]);
  });

  test.each<[string, TfObject, TfObject | null, TfObject]>([
    ["the plan's value", object({ id: "a", size: "no" }), object({ size: 3 }), object({ id: "a", size: 3 })],
    ["null for want of a plan", object({ id: "a", size: "no" }), null, object({ id: "a" })],
    [
      "the plan's value for a missing attribute",
      record([["id", "a"]]),
      object({ size: 3 }),
      object({ id: "a", size: 3 }),
    ],
    [
      "null for a part that neither has right",
      object({ id: "a", tags: [] }),
      object({ tags: 1 }),
      object({ id: "a" }),
    ],
    ["nothing for an extra attribute", object({ id: "a", more: "x" }), null, object({ id: "a" })],
    ["null for what the plan did not know", object({ size: "no" }), object({ size: UNKNOWN }), object({})],
  ])("puts %s in place of what cannot be encoded, and says so", (_case, state, planned, kept) => {
    const { value, flaws } = writeLastingObject(state, planned, schema);

    expect(read(value)).toEqual(kept);
    expect(flaws).toMatchObject([{ code: "VALUE_UNSENDABLE" }]);
  });
});
