import { systemClock } from "../../../src/domain/system-clock.js";
import { importedObject } from "../../../src/engine/import-object.js";
import { Redaction } from "../../../src/engine/redaction.js";
import { Report } from "../../../src/engine/report.js";
import { describeTable } from "../../../src/engine/table/describe.js";
import { latchkey } from "../../../src/provider/provider.js";
import { IDENTITY_ALONE } from "../../../src/vocabulary/index.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";

const latchkeyProvider = latchkey(process.env, systemClock);

const examples = latchkeyProvider.resources.flatMap((definition) =>
  (definition.table.importing ?? IDENTITY_ALONE).examples.map(({ id }: { id: string }) => ({
    definition,
    id,
  })),
);

test("every type says how it is imported, with examples", () => {
  const shown = new Set(examples.map(({ definition }) => definition.table.type));
  expect([...shown]).toEqual(latchkeyProvider.resources.map(({ table }) => table.type));
});

test.each(examples.map((example) => [example.id, example] as const))(
  "the id %s of a reference page is understood, and tells only what the page says",
  (id, { definition }) => {
    const { table } = definition;
    const { type, identity, importing } = table;
    const report = new Report(type, new Redaction(), new RecordingLogger(), table.attributes);
    const served = { typeName: `latchkey_${type}`, definition, table, schema: describeTable(table) };
    const object = importedObject(served, id, report);
    expect(report.diagnostics).toEqual([]);
    const told = Object.entries(object ?? {}).flatMap(([name, value]) => (value === null ? [] : [name]));
    expect(told).toContain(identity);
    expect(told).toEqual(expect.arrayContaining([...(importing?.needs ?? [])]));
    expect([identity, ...(importing?.tells ?? [])]).toEqual(expect.arrayContaining(told));
  },
);
