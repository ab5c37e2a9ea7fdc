import type { CommandCall } from "../command.js";
import { ROTATED_COMMON } from "../kinds/rotated-kinds.js";
import { kindSettingsOf } from "../kinds/settings.js";
import type { RotatedItem, RotationStatus } from "../records/item.js";
import { invalidRequest } from "../refusal.js";
import { nextBy } from "../rotation-time.js";
import { newItem, unmentioned, updateItem } from "./item-fields.js";

/** The hour of the day (UTC) at which a due rotation happens unless a request says otherwise. */
const DEFAULT_HOUR = 14;
const AUTHENTICATIONS = ["use-user-creds", "use-target-creds", "use-self-creds"];

/** Days between two rotations where the schedule is on and no request has said how many: a guess of this sandbox's. */
const INTERVAL_OF_A_BARE_SCHEDULE = 30;

type Plan = Pick<
  RotatedItem,
  | "autoRotate"
  | "intervalDays"
  | "hour"
  | "grace"
  | "graceDays"
  | "graceHour"
  | "graceTiming"
  | "authentication"
  | "common"
>;

const UNPLANNED: Plan = {
  autoRotate: false,
  intervalDays: 0,
  hour: DEFAULT_HOUR,
  grace: false,
  graceDays: 0,
  graceHour: 0,
  graceTiming: "after",
  authentication: "use-user-creds",
  common: {},
};

/** When and how a request wants to have something rotated; what it does not give stays as in `before`. */
export function planOf(call: CommandCall, before: Plan = UNPLANNED): Plan {
  const { fields } = call;
  return {
    ...schedule(call, before),
    grace: fields.flag("grace-rotation") ?? before.grace,
    graceDays: fields.count("grace-rotation-interval") ?? before.graceDays,
    graceHour: fields.integer("grace-rotation-hour") ?? before.graceHour,
    graceTiming: fields.text("grace-rotation-timing") ?? before.graceTiming,
    authentication: authenticationOf(call, before.authentication),
    common: { ...unmentioned(call, before.common), ...kindSettingsOf(ROTATED_COMMON, call) },
  };
}

/** Hour 0 is taken for midnight, though it is not known whether the real gateway does. */
function schedule({ fields }: CommandCall, before: Pick<Plan, "autoRotate" | "intervalDays" | "hour">) {
  const autoRotate = fields.flag("auto-rotate") ?? before.autoRotate;
  const given = fields.integer("rotation-interval");
  const intervalDays =
    given ?? (before.intervalDays || (autoRotate ? INTERVAL_OF_A_BARE_SCHEDULE : before.intervalDays));
  const hour = fields.integer("rotation-hour") ?? before.hour;
  const known = given !== undefined || intervalDays !== 0;
  if (known && (intervalDays < 1 || intervalDays > 365)) {
    throw invalidRequest("rotation-interval should be 1 to 365 days");
  }
  if (hour < 0 || hour > 23) throw invalidRequest("rotation-hour should be 0 to 23");
  return { autoRotate, intervalDays, hour };
}

function authenticationOf({ fields }: CommandCall, before: string): string {
  const authentication = fields.text("authentication-credentials") ?? before;
  if (!AUTHENTICATIONS.includes(authentication)) {
    throw invalidRequest(`authentication-credentials should be one of ${AUTHENTICATIONS.join(", ")}`);
  }
  return authentication;
}

/** What every new rotated secret has; `keys` is what it holds to begin with. */
export function newRotated<D>(call: CommandCall, plan: Plan, keys: D) {
  const now = call.now();
  const status: RotationStatus = "RotationInitialStatus";
  return {
    ...newItem(call, call.freePath("items", "item-rule")),
    ...plan,
    status,
    lastError: "",
    lastRotationAt: null,
    nextRotationAt: nextBy(plan, now),
    versions: [{ version: 1, keys, createdAt: now, accessId: call.caller.accessId }],
  };
}

/** Applies what every update may say. A new schedule counts from the last rotation. */
export function updateRotated(call: CommandCall, item: RotatedItem): void {
  const plan = planOf(call, item);
  updateItem(call, item);
  const replanned =
    plan.autoRotate !== item.autoRotate || plan.intervalDays !== item.intervalDays || plan.hour !== item.hour;
  Object.assign(item, plan);
  if (!replanned) return;
  const from = item.lastRotationAt ?? call.now();
  item.nextRotationAt = nextBy(item, from);
}
