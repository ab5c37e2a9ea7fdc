import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import { tablesText } from "../../../scripts/protocol/tables.js";
import { file_health } from "../../../src/protocol/generated/health_pb.js";
import { file_plugin } from "../../../src/protocol/generated/plugin_pb.js";
import { file_tfplugin6 } from "../../../src/protocol/generated/tfplugin6_pb.js";

// `node scripts/generate-protocol.mjs` makes the one from the other.
test.each([
  ["health.proto", file_health],
  ["plugin.proto", file_plugin],
  ["tfplugin6.proto", file_tfplugin6],
])("the code generated from %s is up to date with it", (name, generated) => {
  const text = readFileSync(join(__dirname, "../../../src/protocol/definitions", name), "utf8");

  expect(fieldsOf(generated)).toEqual(fieldsIn(text));
  expect(methodsOf(generated)).toEqual(methodsIn(text));
});

test("the tables say what the generated code says", () => {
  const tables = join(__dirname, "../../../src/protocol/generated/tables.ts");
  expect(readFileSync(tables, "utf8")).toBe(tablesText());
});

/** Every field and enum value as `name = number`, in the order of the names. */
function fieldsIn(text: string): string[] {
  const found = text.matchAll(/^\s*(?:(repeated|optional)\s+)?(?:([\w.]+|map<.*>)\s+)?(\w+) = (\d+);/gm);
  return [...found]
    .filter(([line]) => !/^\s*(syntax|option)\b/.test(line))
    .map(([, , , name, number]) => `${name} = ${number}`)
    .sort();
}

function fieldsOf(file: DescFile): string[] {
  const ofMessage = (message: DescMessage): string[] => [
    ...message.fields.map(({ name, number }) => `${name} = ${number}`),
    ...message.nestedEnums.flatMap(({ values }) => values.map(({ name, number }) => `${name} = ${number}`)),
    ...message.nestedMessages.flatMap(ofMessage),
  ];
  const enums = file.enums.flatMap(({ values }) => values.map(({ name, number }) => `${name} = ${number}`));
  return [...file.messages.flatMap(ofMessage), ...enums].sort();
}

function methodsIn(text: string): string[] {
  const found = text.matchAll(/rpc (\w+)\((stream )?([\w.]+)\) returns \((stream )?([\w.]+)\);/g);
  return [...found].map(([, name, client = "", input, server = "", output]) => {
    return `${name}: ${client}${input} → ${server}${output}`;
  });
}

function methodsOf(file: DescFile): string[] {
  return file.services.flatMap(({ methods }) =>
    methods.map(({ name, methodKind, input, output }) => {
      const client = /^(bidi|client)_/.test(methodKind) ? "stream " : "";
      const server = /^(bidi|server)_/.test(methodKind) ? "stream " : "";
      const local = ({ typeName }: DescMessage) => typeName.slice(file.proto.package.length + 1);
      return `${name}: ${client}${local(input)} → ${server}${local(output)}`;
    }),
  );
}
