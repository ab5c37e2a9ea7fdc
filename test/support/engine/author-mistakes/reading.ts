import { UNKNOWN } from "../../../../src/vocabulary/index.js";
import { thingTable } from "../thing.js";
import { after, type Mistake, mistake } from "./mistake.js";

const unfit = { told: "RESULT_UNFIT" } as const;
const harmless = { told: "nothing" } as const;

const throwing = () => {
  throw new Error("hunter2");
};

function withAttribute(name: "name" | "label", change: object): object {
  const { attributes } = thingTable;
  return { attributes: { ...attributes, [name]: { ...attributes[name], ...change } } };
}

/** Wrong reads: only null means gone, so everything else keeps the state. */
export const readingMistakes: readonly Mistake[] = [
  mistake("read() returns nothing", "refresh", unfit, { read: () => undefined }),
  mistake("read() returns an empty object", "refresh", { ...unfit, attribute: "name" }, { read: () => ({}) }),
  mistake("read() returns a list", "refresh", { ...unfit, attribute: "name" }, { read: () => [] }),
  mistake("read() returns text", "refresh", unfit, { read: () => "here" }),
  mistake(
    "read() forgets an attribute",
    "refresh",
    { ...unfit, attribute: "label" },
    {
      read: after.read(({ label: _, ...result }) => result),
    },
  ),
  mistake(
    "read() leaves a value unknown",
    "refresh",
    { ...unfit, attribute: "id" },
    {
      read: after.read((result) => ({ ...result, id: UNKNOWN })),
    },
  ),
  mistake(
    "read() returns null for a computed value",
    "refresh",
    { ...unfit, attribute: "id" },
    {
      read: after.read((result) => ({ ...result, id: null })),
    },
  ),
  mistake(
    "read() returns a value of the wrong type",
    "refresh",
    { ...unfit, attribute: "size" },
    {
      read: after.read((result) => ({ ...result, size: "1" })),
    },
  ),
  mistake(
    "read() returns an incomplete nested object",
    "refresh",
    { ...unfit, attribute: "rules" },
    {
      read: after.read((result) => ({ ...result, rules: [{ prefix: "p/" }] })),
    },
  ),
  mistake("read() returns a write-only value", "refresh", harmless, {
    read: after.read((result) => ({ ...result, secret_wo: "hunter2" })),
  }),
  mistake("read() returns what the table does not have", "refresh", harmless, {
    read: after.read((result) => ({ ...result, colour: "red" })),
  }),
  mistake("read() throws", "refresh", { told: "PROVIDER_DEFECT" }, { read: throwing }),
  mistake("read() throws nothing", "refresh", { told: "PROVIDER_DEFECT" }, { read: () => Promise.reject() }),
  mistake(
    "canonical() throws",
    "refresh",
    {
      told: "TABLE_FUNCTION_FAILED",
      attribute: "label",
      table: withAttribute("label", { canonical: throwing }),
    },
    { read: after.read((result) => ({ ...result, label: "drifted" })) },
  ),
  mistake(
    "canonical() gives another type",
    "refresh",
    {
      told: "TABLE_FUNCTION_FAILED",
      attribute: "label",
      table: withAttribute("label", { canonical: () => 1 }),
    },
    { read: after.read((result) => ({ ...result, label: "drifted" })) },
  ),
];

/** Wrong imports: nothing is imported. */
export const importingMistakes: readonly Mistake[] = [
  mistake(
    "importId() sets what the table does not have",
    "import",
    { ...unfit, attribute: "colour" },
    {
      importId: (id) => ({ name: id, colour: "red" }),
    },
  ),
  mistake(
    "importId() sets a write-only value",
    "import",
    { ...unfit, attribute: "secret_wo" },
    {
      importId: (id) => ({ name: id, secret_wo: "hunter2" }),
    },
  ),
  mistake(
    "importId() sets a value of the wrong type",
    "import",
    { ...unfit, attribute: "size" },
    {
      importId: (id) => ({ name: id, size: "1" }),
    },
  ),
  mistake("importId() says nothing", "import", unfit, { importId: () => undefined }),
  mistake("importId() throws", "import", { told: "PROVIDER_DEFECT" }, { importId: throwing }),
];

const version1 = { version: 1 };

/** Wrong upgrades: the stored state stays as it was. */
export const upgradingMistakes: readonly Mistake[] = [
  mistake(
    "upgrade() throws",
    "upgrade",
    { told: "PROVIDER_DEFECT", table: version1 },
    { upgrade: { 0: throwing } },
  ),
  mistake(
    "upgrade() returns nothing",
    "upgrade",
    { told: "STORED_STATE_UNFIT", table: version1 },
    {
      upgrade: { 0: () => undefined },
    },
  ),
  mistake(
    "upgrade() is asynchronous",
    "upgrade",
    { told: "STORED_STATE_UNFIT", table: version1 },
    {
      upgrade: { 0: async (old) => old },
    },
  ),
  mistake(
    "upgrade() leaves a value of the wrong type",
    "upgrade",
    {
      told: "STORED_STATE_UNFIT",
      attribute: "size",
      table: version1,
    },
    { upgrade: { 0: (old) => ({ ...old, size: "1" }) } },
  ),
  mistake(
    "upgrade() leaves a value unknown",
    "upgrade",
    {
      told: "STORED_STATE_UNFIT",
      attribute: "id",
      table: version1,
    },
    { upgrade: { 0: (old) => ({ ...old, id: UNKNOWN }) } },
  ),
  mistake(
    "upgrade() sets a write-only value",
    "upgrade",
    { ...harmless, table: version1 },
    {
      upgrade: { 0: (old) => ({ ...old, secret_wo: "hunter2" }) },
    },
  ),
  mistake(
    "upgrade() sets what the table does not have",
    "upgrade",
    { ...harmless, table: version1 },
    {
      upgrade: { 0: (old) => ({ ...old, colour: "red" }) },
    },
  ),
];

const broken = (rule: (values: Record<string, unknown>) => unknown) => ({
  rules: [{ code: "VALUE_NOT_ALLOWED", needs: ["secret_wo", "note"], at: "note", broken: rule }],
});

/** Wrong checks: nothing is touched, and no secret shows. */
export const checkingMistakes: readonly Mistake[] = [
  mistake("a rule throws", "validate", {
    told: "TABLE_FUNCTION_FAILED",
    attribute: "note",
    table: broken(throwing),
  }),
  mistake("a rule echoes a secret", "validate", {
    told: "VALUE_NOT_ALLOWED",
    attribute: "note",
    table: broken(({ note, secret_wo }) => `${note} and ${(secret_wo as { reveal(): string }).reveal()}`),
  }),
  mistake("flaw() throws", "validate", {
    told: "TABLE_FUNCTION_FAILED",
    attribute: "label",
    table: withAttribute("label", { flaw: throwing }),
  }),
  mistake("flaw() echoes a secret", "validate", {
    told: "VALUE_NOT_ALLOWED",
    attribute: "note",
    table: {
      attributes: {
        ...thingTable.attributes,
        note: { ...thingTable.attributes.note, flaw: (note: string) => `should not be ${note}` },
      },
    },
  }),
];
