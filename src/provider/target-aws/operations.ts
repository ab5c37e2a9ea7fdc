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
export type Table = (typeof targetAwsTable)["attributes"];
export type Plan = PlanOf<Table>;
export type Create = CreateContext<Table, Clients>;
export type PlanCreate = PlanCreateContext<Table, Clients>;
export type Read = ReadContext<Table, Clients>;
export type Update = UpdateContext<Table, Clients>;
