import type {
  CreateContext,
  PlanCreateContext,
  ReadContext,
  UpdateContext,
} from "../../engine/definition.js";
import type { targetAwsTable } from "../../schema/index.js";
import type { PlanOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";

/** The attributes of `latchkey_target_aws`, and what its operations are given. */
export type TargetAwsTable = (typeof targetAwsTable)["attributes"];
export type Plan = PlanOf<TargetAwsTable>;
export type Create = CreateContext<TargetAwsTable, Clients>;
export type PlanCreate = PlanCreateContext<TargetAwsTable, Clients>;
export type Read = ReadContext<TargetAwsTable, Clients>;
export type Update = UpdateContext<TargetAwsTable, Clients>;
