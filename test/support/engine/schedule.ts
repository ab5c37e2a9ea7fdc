import type { ResourceDefinition } from "../../../src/engine/index.js";
import { attr, between, table } from "../../../src/vocabulary/index.js";
import type { World } from "./thing.js";

const doc = "Words.";
const slashed = (path: string) => (path.startsWith("/") ? path : `/${path}`);
const slot = {
  day: attr.required.string({ doc }),
  hour: attr.gatewayChosen.int({ doc, min: 0, max: 23 }),
};
const rule = {
  path: attr.required.string({ doc, canonical: slashed }),
  days: attr.defaulted.int({ doc, default: 30, min: 1 }),
  by_user: attr.optional.string({ doc }),
  by_group: attr.optional.string({ doc }),
};
const login = {
  user: attr.required.string({ doc }),
  password_wo: attr.writeOnly.string({ doc, versionedBy: "password_version" }),
  password_version: attr.optional.int({ doc }),
};

/** Nested objects of every nesting, and what is left to the gateway at every depth. */
export const scheduleTable = table({
  type: "schedule",
  doc: "When something happens.",
  identity: "name",
  attributes: {
    name: attr.required.string({ doc, replaces: true }),
    hour: attr.gatewayChosen.int({ doc, min: 0, max: 23 }),
    slots: attr.optional.objects(slot, { doc }),
    rules: attr.optional.objectSet(rule, {
      doc,
      rules: [between(rule).atMostOneOf(["by_user", "by_group"])],
    }),
    logins: attr.optional.objectMap(login, { doc }),
    matrix: attr.optional.list({ list: "int" }, { doc }),
    label: attr.optional.string({ doc }),
  },
});

type ScheduleAttributes = (typeof scheduleTable)["attributes"];

/** The schedules that there are; what was handed over in secret is counted by its length. */
const schedules = new Map<string, Record<string, unknown>>();

/** A gateway that takes 4 o'clock where it may choose, spells paths with a slash, and tells sets backwards. */
export const schedule: ResourceDefinition<ScheduleAttributes, World> = {
  table: scheduleTable,
  async create({ plan, client, secrets }) {
    const password = secrets.logins?.a?.password_wo;
    if (password) client.secrets.push(password.reveal());
    const slots = plan.slots?.map((one) => ({ ...one, hour: one.hour ?? 4 })) ?? null;
    const made = { ...plan, hour: plan.hour ?? 4, slots };
    schedules.set(plan.name, made);
    return made;
  },
  async read({ state }) {
    const found = schedules.get(state.name) as typeof state | undefined;
    if (!found) return null;
    const rules = found.rules?.map((one) => ({ ...one, path: slashed(one.path) })).reverse() ?? null;
    return { ...found, rules };
  },
  async update({ plan }) {
    const slots = plan.slots?.map((one) => ({ ...one, hour: one.hour ?? 4 })) ?? null;
    const made = { ...plan, hour: plan.hour ?? 4, slots };
    schedules.set(plan.name, made);
    return made;
  },
  async delete({ state }) {
    schedules.delete(state.name);
  },
};
