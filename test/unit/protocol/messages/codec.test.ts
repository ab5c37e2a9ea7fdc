import { create, createRegistry, type DescMessage, fromBinary, toBinary } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import fc from "fast-check";
import { file_health } from "../../../../src/protocol/generated/health_pb.js";
import { file_plugin } from "../../../../src/protocol/generated/plugin_pb.js";
import { messages } from "../../../../src/protocol/generated/tables.js";
import { file_tfplugin6 } from "../../../../src/protocol/generated/tfplugin6_pb.js";
import { decode, encode } from "../../../../src/protocol/messages/codec.js";
import type { Field } from "../../../../src/protocol/messages/table.js";

const registry = createRegistry(file_health, file_plugin, file_tfplugin6);
const typeNames = Object.keys(messages);
const tableOf = (typeName: string) => ({ typeName, fields: messages[typeName] ?? [] });

function described(typeName: string): DescMessage {
  const found = registry.getMessage(typeName);
  if (!found) throw new Error(`${typeName} is not described`);
  return found;
}

const PLAIN: { readonly [type: string]: fc.Arbitrary<unknown> } = {
  string: fc.string({ unit: "grapheme" }),
  bytes: fc.uint8Array({ maxLength: 300 }),
  bool: fc.boolean(),
  int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  uint32: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  enum: fc.integer({ min: 0, max: 4 }),
};

function arbitraryOf(type: string, depth: number): fc.Arbitrary<unknown> {
  return PLAIN[type] ?? messageOf(type, depth - 1);
}

/** What a caller may give of a message: any of its fields, or none. */
function messageOf(typeName: string, depth = 3): fc.Arbitrary<{ [name: string]: unknown }> {
  const { fields } = tableOf(typeName);
  const usable = fields.filter(({ type }) => depth > 0 || type in PLAIN);
  const alone = usable.filter(({ oneof }) => oneof === undefined);
  const entries = Object.fromEntries(alone.map((field) => [field.name, fieldOf(field, depth)]));
  return fc
    .tuple(fc.record(entries, { requiredKeys: [] }), ...choices(usable, depth))
    .map((parts) => Object.assign({}, ...parts));
}

function choices(fields: readonly Field[], depth: number) {
  const oneofs = [...new Set(fields.flatMap(({ oneof }) => oneof ?? []))];
  return oneofs.map((oneof) => {
    const ways = fields
      .filter((field) => field.oneof === oneof)
      .map(({ name, type }) => arbitraryOf(type, depth).map((value) => ({ [oneof]: { case: name, value } })));
    return fc.oneof(fc.constant({}), ...ways);
  });
}

function fieldOf({ type, many }: Field, depth: number): fc.Arbitrary<unknown> {
  if (many === "list") return fc.array(arbitraryOf(type, depth), { maxLength: 3 });
  if (many === "map")
    return fc.dictionary(fc.string(), arbitraryOf(type, depth), { maxKeys: 3, noNullPrototype: true });
  return arbitraryOf(type, depth);
}

/** Without the marks that the library puts on its messages. */
const plain = (message: unknown): unknown =>
  JSON.parse(
    JSON.stringify(message, (key, value) => {
      if (key === "$typeName" || key === "$unknown") return undefined;
      if (typeof value === "bigint") return `${value}n`;
      return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
    }),
  );

describe.each(typeNames)("%s", (typeName) => {
  const description = described(typeName);
  const table = tableOf(typeName);

  test("is written so that the library reads what was meant", () => {
    fc.assert(
      fc.property(messageOf(typeName), (message) => {
        const bytes = encode(table, message as never);
        expect(plain(fromBinary(description, bytes))).toEqual(plain(create(description, message)));
        expect(Buffer.from(bytes)).toEqual(Buffer.from(toBinary(description, create(description, message))));
      }),
      { numRuns: 30 },
    );
  });

  test("is read as the library reads it, from what the library has written", () => {
    fc.assert(
      fc.property(messageOf(typeName), (message) => {
        const bytes = toBinary(description, create(description, message));
        expect(plain(decode(table, bytes))).toEqual(plain(fromBinary(description, bytes)));
      }),
      { numRuns: 30 },
    );
  });
});

const request = tableOf("tfplugin6.ReadResource.Request");

test("a field of a newer protocol is passed over, of whatever kind it is", () => {
  const bytes = new BinaryWriter()
    .tag(99, WireType.LengthDelimited)
    .string("new")
    .tag(100, WireType.Varint)
    .uint32(7)
    .tag(101, WireType.Bit64)
    .fixed64(1n)
    .tag(102, WireType.Bit32)
    .fixed32(1)
    .tag(1, WireType.LengthDelimited)
    .string("latchkey_target_aws")
    .tag(3, WireType.Varint) // a known number with another kind of value
    .uint32(7)
    .finish();
  expect(decode(request, bytes)).toMatchObject({
    typeName: "latchkey_target_aws",
    private: new Uint8Array(),
  });
});

test("a message that comes in two parts is one message", () => {
  const half = (field: object) => encode(request, { currentState: field } as never);
  const bytes = Buffer.concat([half({ msgpack: Buffer.from("m") }), half({ json: Buffer.from("j") })]);
  expect(plain(decode(request, bytes))).toEqual(plain(fromBinary(described(request.typeName), bytes)));
});

test("of a map, a key that every object has is a key like any other", () => {
  const answer = tableOf("tfplugin6.GetProviderSchema.Response");
  const resourceSchemas = JSON.parse('{ "__proto__": { "version": 1 } }');
  const decoded = decode(answer, encode(answer, { resourceSchemas } as never)) as never as {
    resourceSchemas: object;
  };
  expect(Object.entries(decoded.resourceSchemas)).toMatchObject([["__proto__", { version: 1n }]]);
});

test("bytes that end too early are refused, wherever they end", () => {
  const whole = encode(request, {
    typeName: "latchkey_target_aws",
    currentState: { msgpack: Buffer.from("state") },
    private: Buffer.from("notes"),
  } as never);
  const boundaries = new Set([0]);
  for (let length = 1; length < whole.length; length++) {
    const part = whole.subarray(0, length);
    let ours: unknown;
    try {
      ours = plain(decode(request, part));
    } catch {
      continue;
    }
    boundaries.add(length);
    expect(ours).toEqual(plain(fromBinary(described(request.typeName), part)));
  }
  expect(boundaries.size).toBe(3); // nothing, and after the first and the second field
});
