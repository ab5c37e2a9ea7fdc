import type { DescMessage, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { messages } from "../generated/tables.js";
import type { Field, MessageTable } from "./table.js";

// The library's own encoding builds descriptions of every message first, at each start of the process, which takes
// longer than all else before the first answer. So it gives the types, reads and writes what a field is made of, and
// is what the tests compare this with.

type Values = { [name: string]: unknown };
type Choice = { case?: string | undefined; value?: unknown };

/** The message as bytes; what is not given is left out. */
export function encode<D extends DescMessage>(
  table: MessageTable<D>,
  message: MessageInitShape<D>,
): Uint8Array {
  return write(new BinaryWriter(), table.fields, message as Values).finish();
}

/** The message of these bytes, every field of it set; fields that are not known here are passed over. */
export function decode<D extends DescMessage>(table: MessageTable<D>, bytes: Uint8Array): MessageShape<D> {
  return read(new BinaryReader(bytes), bytes.length, table.fields, empty(table.fields)) as MessageShape<D>;
}

function write(writer: BinaryWriter, fields: readonly Field[], message: Values): BinaryWriter {
  for (const field of fields) {
    const { name, oneof, many } = field;
    if (oneof !== undefined) {
      const choice = message[oneof] as Choice | undefined;
      if (choice?.case === name) writeOne(writer, field, choice.value);
      continue;
    }
    const value = message[name];
    if (value === undefined) continue;
    if (many === "list") for (const each of value as unknown[]) writeOne(writer, field, each);
    else if (many === "map")
      for (const entry of Object.entries(value as Values)) writeEntry(writer, field, entry);
    else if (!isDefault(field, value)) writeOne(writer, field, value);
  }
  return writer;
}

function writeEntry(writer: BinaryWriter, field: Field, [key, value]: [string, unknown]): void {
  writer.tag(field.number, WireType.LengthDelimited).fork();
  writeOne(writer, { number: 1, name: "key", type: "string" }, key);
  writeOne(writer, { number: 2, name: "value", type: field.type }, value);
  writer.join();
}

function writeOne(writer: BinaryWriter, { number, type }: Field, value: unknown): void {
  switch (type) {
    case "string":
      writer.tag(number, WireType.LengthDelimited).string(value as string);
      return;
    case "bytes":
      writer.tag(number, WireType.LengthDelimited).bytes(value as Uint8Array);
      return;
    case "bool":
      writer.tag(number, WireType.Varint).bool(value as boolean);
      return;
    case "int64":
      writer.tag(number, WireType.Varint).int64(value as bigint);
      return;
    case "uint32":
      writer.tag(number, WireType.Varint).uint32(value as number);
      return;
    case "enum":
      writer.tag(number, WireType.Varint).int32(value as number);
      return;
    default:
      writer.tag(number, WireType.LengthDelimited).fork();
      write(writer, fieldsOf(type), value as Values).join();
  }
}

function read(reader: BinaryReader, end: number, fields: readonly Field[], message: Values): Values {
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const field = fields.find((each) => each.number === number);
    if (field === undefined || wireType !== wireTypeOf(field)) {
      reader.skip(wireType, number);
      continue;
    }
    const { name, oneof, many } = field;
    if (oneof !== undefined) {
      const choice = message[oneof] as Choice;
      const before = choice.case === name ? choice.value : undefined;
      message[oneof] = { case: name, value: readOne(reader, field.type, before) };
    } else if (many === "list") (message[name] as unknown[]).push(readOne(reader, field.type));
    else if (many === "map") readEntry(reader, field.type, message[name] as Values);
    else message[name] = readOne(reader, field.type, message[name]);
  }
  if (reader.pos > end) throw new RangeError("a message ends in the middle of a field");
  return message;
}

function readEntry(reader: BinaryReader, type: string, map: Values): void {
  const entry = read(reader, endOf(reader), entryFields(type), { key: "", value: DEFAULTS[type] });
  map[entry.key as string] = entry.value ?? empty(fieldsOf(type));
}

const entryFields = (type: string): readonly Field[] => [
  { number: 1, name: "key", type: "string" },
  { number: 2, name: "value", type },
];

/** @param before what came for the same field: a message that comes in parts is one message */
function readOne(reader: BinaryReader, type: string, before?: unknown): unknown {
  switch (type) {
    case "string":
      return reader.string();
    case "bytes":
      return reader.bytes();
    case "bool":
      return reader.bool();
    case "int64":
      return BigInt(reader.int64());
    case "uint32":
      return reader.uint32();
    case "enum":
      return reader.int32();
    default: {
      const fields = fieldsOf(type);
      return read(reader, endOf(reader), fields, (before as Values | undefined) ?? empty(fields));
    }
  }
}

function endOf(reader: BinaryReader): number {
  const length = reader.uint32();
  return reader.pos + length;
}

function empty(fields: readonly Field[]): Values {
  const message: Values = {};
  for (const { name, type, many, oneof, optional } of fields) {
    if (oneof !== undefined) message[oneof] = { case: undefined };
    else if (many === "list") message[name] = [];
    else if (many === "map") message[name] = Object.create(null);
    else if (!isMessage(type) && !optional) message[name] = DEFAULTS[type];
  }
  return message;
}

/** What a plain field is that is not there; undefined for a message. */
const DEFAULTS: { readonly [type: string]: unknown } = {
  string: "",
  bytes: new Uint8Array(),
  bool: false,
  int64: 0n,
  uint32: 0,
  enum: 0,
};

function isDefault({ type, optional }: Field, value: unknown): boolean {
  if (optional) return false;
  if (type === "bytes") return (value as Uint8Array).length === 0;
  return type === "int64" ? BigInt(value as bigint) === 0n : value === DEFAULTS[type];
}

function wireTypeOf({ type, many }: Field): WireType {
  const plain = many === undefined && ["bool", "int64", "uint32", "enum"].includes(type);
  return plain ? WireType.Varint : WireType.LengthDelimited;
}

const isMessage = (type: string): boolean => type in messages;

function fieldsOf(type: string): readonly Field[] {
  const fields = messages[type];
  if (fields === undefined) throw new TypeError(`there is no message ${type}`);
  return fields;
}
