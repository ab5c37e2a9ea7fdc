import { objectInEntry } from "../../../src/provider/gateway-type/listed-entry.js";
import { gatewayTypes } from "../../../src/types/generated/index.js";
import type { GatewayType } from "../../../src/types/mechanism/gateway-type.js";

type Entry = { readonly [field: string]: unknown };

const item = { item_name: "/a", item_id: 7, item_metadata: "d", item_tags: ["a"] };
const secretInfo = { format: "json" };
const rotated = { ...item, item_type: "ROTATED_SECRET", auto_rotate: false, rotation_interval: 0 };
const rotation = { rotator_type: "target-rotator", rotation_hour: 3 };
const kept = { rotator_creds_type: "use-user-creds" };

/** A rotated secret whose details have this, too. */
const rotatedWith = (details: object, rest: object = {}) => ({
  ...{ ...rotated, ...rest, item_targets_assoc: [{ target_name: "/t" }] },
  item_general_info: { rotated_secret_details: { ...rotation, ...details } },
});

/** A whole entry of each type that a refresh reads from a list. A new one has to be added here. */
const ENTRIES: { readonly [type: string]: Entry } = {
  static_secret: {
    ...{ ...item, item_type: "STATIC_SECRET" },
    item_general_info: { static_secret_info: secretInfo },
  },
  rotated_secret_aws: rotatedWith({}),
  rotated_secret_azure: rotatedWith(kept, { delete_protection: false }),
  rotated_secret_mysql: rotatedWith(kept, { delete_protection: false }),
  rotated_secret_postgresql: rotatedWith(kept, { delete_protection: false }),
  group: { group_name: "/a", group_id: "gr-1", group_alias: "a", description: "d" },
};

const listed = (gatewayTypes as unknown as readonly GatewayType[]).filter(
  ({ commands }) => commands.list?.page,
);
const entryOf = ({ table }: GatewayType): Entry => ENTRIES[table.type] ?? {};

test.each(listed.map((type) => [type.table.type, type] as const))("a whole entry of %s serves", (_, type) => {
  expect(objectInEntry(type, entryOf(type))).toMatchObject({ is: "whole", found: { name: "/a" } });
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

/** That of which kind a rotator is, is told nowhere else; under its own number it is what it was. */
const NOT_NEEDED = "item_general_info.rotated_secret_details.rotator_type";

const lacking = listed.flatMap((type) =>
  [...withoutEach(entryOf(type))]
    .filter(([field]) => field !== NOT_NEEDED)
    .map(([field, entry]) => [type.table.type, field, type, entry as Entry] as const),
);

test.each(lacking)("an entry of %s that lacks %s does not serve", (_, field, type, entry) => {
  // Without its kind, nothing says that the entry is not of another one.
  expect(objectInEntry(type, entry).is).toBe(field === "item_type" ? "another" : "short");
});

test.each(listed.map((type) => [type.table.type, type] as const))(
  "an entry of %s whose fields are null serves, where it has a name",
  (_, type) => {
    const whole = entryOf(type);
    const kept = new Set(["item_name", "group_name", "item_type", "item_general_info"]);
    const nothing = Object.entries(whole).map(([field, value]) => [field, kept.has(field) ? value : null]);
    expect(objectInEntry(type, Object.fromEntries(nothing))).toMatchObject({ is: "whole" });
  },
);

test("nothing that an entry may be is more than an entry that does not serve", () => {
  for (const entry of [{}, { item_name: 7 }, { item_type: "STATIC_SECRET", item_name: [] }]) {
    for (const type of listed) expect(objectInEntry(type, entry).is).not.toBe("whole");
  }
});
