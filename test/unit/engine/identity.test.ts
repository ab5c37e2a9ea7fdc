import { describeIdentity } from "../../../src/engine/identity/identity-description.js";
import { identityOf } from "../../../src/engine/identity/identity-of.js";
import { resourceTables, seedRetirementTable, targetAwsTable } from "../../../src/schema/index.js";
import { UNKNOWN } from "../../../src/vocabulary/index.js";
import { testServer } from "../../support/engine/test-provider.js";
import { type ThingResource, thing, thingTable } from "../../support/engine/thing.js";

test("every type has an identity, of its table's own attributes, which are not secret", () => {
  for (const table of resourceTables) {
    const { attributes } = describeIdentity(table);
    expect(attributes.map(({ name }) => name)).toContain(table.identity);
    for (const { name } of attributes) {
      expect(Object.entries(table.attributes).find(([each]) => each === name)?.[1].sensitive).toBe(false);
    }
  }
});

test("it is what names an object, and whatever an import needs beside that", () => {
  const names = (table: Parameters<typeof describeIdentity>[0]) =>
    describeIdentity(table).attributes.map(({ name }) => name);

  expect(names(targetAwsTable)).toEqual(["name"]);
  expect(names(seedRetirementTable).sort()).toEqual(["rotator", "seed_key_id", "seed_user_arn", "target"]);
});

test("an object has one only if it is whole; what is not known yet is a part of it", () => {
  const description = describeIdentity(thingTable);
  expect(identityOf(description, { name: "a", size: 1 })).toEqual({ name: "a" });
  expect(identityOf(description, { name: UNKNOWN })).toEqual({ name: UNKNOWN });
  expect(identityOf(description, { name: null })).toBeNull();
  expect(identityOf(description, null)).toBeNull();
});

test("an import by identity tells what an id would, and needs no function of the author's", async () => {
  const table = {
    ...thingTable,
    importing: { tells: ["size"], needs: ["size"], examples: [{ of: "a thing", id: "a,size=1" }] },
  } as const;
  const own: ThingResource = {
    ...thing,
    table,
    importId: () => {
      throw new Error("it is not asked");
    },
  };
  const server = testServer([own]);
  await server.configureProvider({ config: { url: null, token: null }, terraformVersion: "1.12.0" });

  const { imported, diagnostics } = await server.importResourceState({
    ...{ typeName: "test_thing", id: "", identity: { name: "a", size: 4 } },
  });

  expect(diagnostics).toEqual([]);
  expect(imported[0]?.state).toMatchObject({ name: "a", size: 4, label: null });
});
