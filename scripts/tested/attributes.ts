import {
  actionTables,
  dataTables,
  ephemeralTables,
  listTables,
  resourceTables,
} from "../../src/schema/index.js";
import { type Attributes, fieldsOf } from "../../src/vocabulary/index.js";
import { type BlockKind, testsOf } from "./covered-by.js";
import { type Shown, Swept } from "./swept.js";
import { nameOf, type WrittenTest } from "./test-file.js";

/** One line of the table: an attribute, a value that decides how others are read, or a way of configuring. */
export interface CoverageRow {
  readonly what: string;
  /** The one that is most about it first. */
  readonly shown: readonly Shown[];
}

/** All lines of one block. */
export interface BlockCoverage {
  readonly kind: BlockKind;
  readonly type: string;
  readonly rows: readonly CoverageRow[];
}

/** Every attribute and mode of every block that the provider serves, with the tests that show it. */
export function attributeCoverage(tests: readonly WrittenTest[]): readonly BlockCoverage[] {
  const swept = new Swept(tests);
  const kinds: readonly (readonly [BlockKind, readonly { type: string; attributes: Attributes }[]])[] = [
    ["resource", resourceTables],
    ["ephemeral", ephemeralTables],
    ["data", dataTables],
    ["list", listTables],
    ["action", actionTables],
  ];
  return kinds.flatMap(([kind, tables]) =>
    tables.map(({ type, attributes }) => ({
      kind,
      type,
      rows: rowsOf(kind, type, attributes, swept, tests),
    })),
  );
}

function rowsOf(
  kind: BlockKind,
  type: string,
  attributes: Attributes,
  swept: Swept,
  tests: readonly WrittenTest[],
): readonly CoverageRow[] {
  const subject = { kind, type, attributes: Object.keys(attributes) };
  const found = (attribute: string, value?: string) =>
    testsOf(subject, attribute, tests, value).map((test): Shown => ({ file: test.file, name: nameOf(test) }));
  return [
    ...(kind === "resource" ? swept.ofWays(type) : []).map(([way, shown]) => ({ what: `a ${way}`, shown })),
    ...named(attributes).flatMap(([name, oneOf]): CoverageRow[] => {
      const all = [
        ...(kind === "resource" ? swept.ofResource(type, name) : []),
        ...(kind === "list" ? swept.ofList(type, name) : []),
      ];
      const values = kind === "resource" ? oneOf : [];
      return [
        { what: `\`${name}\``, shown: [...all, ...found(name)] },
        ...values.map((value) => ({
          what: `\`${name} = ${JSON.stringify(value)}\``,
          shown: [...swept.ofResource(type, name, value), ...found(name, String(value))],
        })),
      ];
    }),
  ];
}

/** The names of attributes and of the fields of those that hold objects, with the values that they may have. */
function named(attributes: Attributes, prefix = ""): readonly (readonly [string, readonly unknown[]])[] {
  return Object.entries(attributes).flatMap(([name, { type, oneOf = [] }]) => [
    [`${prefix}${name}`, oneOf] as const,
    ...named(fieldsOf(type)?.fields ?? {}, `${prefix}${name}.`),
  ]);
}
