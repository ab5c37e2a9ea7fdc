import { objectInEntry } from "../../../src/provider/gateway-type/listed-entry.js";
import { gatewayTypes } from "../../../src/types/generated/index.js";
import type { GatewayType } from "../../../src/types/mechanism/gateway-type.js";
import { nothingButFields } from "../../support/types/read-fields.js";

type Entry = { readonly [field: string]: unknown };

const item = { item_name: "/a", item_id: 7, item_metadata: "d", item_tags: ["a"] };
const secretInfo = {
  format: "json",
  username: null,
  websites: null,
  max_versions: 20,
  notify_on_change_event: false,
};
const rotated = { ...item, item_type: "ROTATED_SECRET", auto_rotate: false, rotation_interval: 0 };
const rotation = { rotator_type: "target-rotator", rotation_hour: 3 };
const kept = { rotator_creds_type: "use-user-creds", max_versions: 20 };
const graced = { ...kept, grace_rotation: false };
const keptItem = { delete_protection: false, protection_key_name: "" };

/** A rotated secret whose details have this, too. */
const rotatedWith = (details: object, rest: object = {}) => ({
  ...{ ...rotated, ...rest, item_targets_assoc: [{ target_name: "/t" }] },
  item_general_info: { rotated_secret_details: { ...rotation, ...details } },
});

/** A whole entry of each type that a refresh reads from a list, with values where another type is told by them. */
const ENTRIES: { readonly [type: string]: Entry } = {
  static_secret: {
    ...{ ...item, ...keptItem, item_type: "STATIC_SECRET", item_sub_type: "generic", last_version: 1 },
    item_general_info: { static_secret_info: secretInfo },
  },
  rotated_secret_aws: rotatedWith(graced, keptItem),
  rotated_secret_azure: rotatedWith(graced, keptItem),
  rotated_secret_custom: rotatedWith({ ...kept, timeout_seconds: 41 }, keptItem),
  rotated_secret_mysql: rotatedWith(kept, keptItem),
  rotated_secret_postgresql: rotatedWith(kept, keptItem),
};

const listed = (gatewayTypes as unknown as readonly GatewayType[]).filter(
  ({ commands }) => commands.list?.page,
);
const NAMES = ["item_name", "group_name", "role_name", "auth_method_name"];

function entryOf(type: GatewayType): Entry {
  const named = NAMES.map((name) => [name, "/a"] as const);
  const fields = nothingButFields(type);
  const names = Object.fromEntries(named.filter(([name]) => Object.hasOwn(fields, name)));
  return ENTRIES[type.table.type] ?? { ...fields, ...names };
}

test.each(listed.map((type) => [type.table.type, type] as const))("a whole entry of %s serves", (_, type) => {
  expect(objectInEntry(type, entryOf(type), {})).toMatchObject({ is: "whole", found: { name: "/a" } });
});

/** Every way to take one field out of an entry, at any depth, with the path of what was taken. */
function* withoutEach(value: unknown, path = ""): Generator<readonly [string, unknown]> {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const [where, changed] of withoutEach(value[0], `${path}0.`)) yield [where, [changed]];
    return;
  }
  for (const [field, inner] of Object.entries(value)) {
    const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== field));
    yield [`${path}${field}`, rest];
    for (const [where, changed] of withoutEach(inner, `${path}${field}.`)) {
      yield [where, { ...value, [field]: changed }];
    }
  }
}

/** Of which kind a rotator is: under its own number it is what it was. */
const NOT_NEEDED = ["item_general_info.rotated_secret_details.rotator_type"];

/** What says that an entry is not of another kind. */
const KINDS = /^(item_type|access_info|access_info\.\w+_access_rules)$/;

const lacking = listed.flatMap((type) =>
  [...withoutEach(entryOf(type))]
    .filter(([field]) => !NOT_NEEDED.includes(field))
    .map(([field, entry]) => [type.table.type, field, type, entry as Entry] as const),
);

test.each(lacking)("an entry of %s that lacks %s does not serve", (_, field, type, entry) => {
  expect(objectInEntry(type, entry, {}).is).toBe(KINDS.test(field) ? "another" : "short");
});

test.each(listed.map((type) => [type.table.type, type] as const))(
  "an entry of %s whose fields are null serves, where it has a name",
  (_, type) => {
    const whole = entryOf(type);
    const kept = new Set([...NAMES, "item_type", "item_general_info", "access_info"]);
    const nothing = Object.entries(whole).map(([field, value]) => [field, kept.has(field) ? value : null]);
    expect(objectInEntry(type, Object.fromEntries(nothing), {})).toMatchObject({ is: "whole" });
  },
);

describe("an entry that does not tell the fields of the account's own, for which no list is asked,", () => {
  const type = listed.find(({ table }) => table.type === "static_secret") as GatewayType;
  const entry = entryOf(type);
  const told = { ...entry, item_custom_fields_details: [{ name: "owner", value: "ours" }] };

  test.each([
    ["serves where none are stored", entry, { item_custom_fields: null }, "whole"],
    ["does not serve where some are stored", entry, { item_custom_fields: { owner: "ours" } }, "another"],
    ["does not serve where nothing is known of the object", entry, undefined, "another"],
    ["is another than one that tells them", told, undefined, "whole"],
  ])("%s", (_, one, stored, is) => {
    expect(objectInEntry(type, one, stored)).toMatchObject({ is });
  });
});

test("nothing that an entry may be is more than an entry that does not serve", () => {
  for (const entry of [{}, { item_name: 7 }, { item_type: "STATIC_SECRET", item_name: [] }]) {
    for (const type of listed) expect(objectInEntry(type, entry, {}).is).not.toBe("whole");
  }
});
