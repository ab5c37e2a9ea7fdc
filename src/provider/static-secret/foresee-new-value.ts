import type { PlanUpdateContext } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import { isNewVersion } from "../../types/mechanism/new-version.js";
import { createFields } from "../../types/mechanism/requests.js";
import { staticSecret as type } from "../../types/static-secret.js";
import { isUnknown, type PlanOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { generatedByUs, isKept } from "./own-value.js";
import { versionUnseen } from "./version-unseen.js";

type Attributes = (typeof type)["table"]["attributes"];
type Plan = PlanOf<Attributes>;

/** What decides which value is to be there, beside the secrets. */
const OF_VALUE = ["type", "format", "username", "generate"] as const;

/**
 * Refuses a new value already when it is planned, where its apply would have to: the newest version is another writer's.
 * What is not known yet, and what a killed run of ours has left, is left to the apply.
 *
 * @throws Fault SECRET_VERSION_UNSEEN
 */
export async function foreseeNewValue(context: PlanUpdateContext<Attributes, Clients>): Promise<void> {
  const { planned, prior, secrets, client, signal, log } = context;
  const { written_version: known, version: newest, name } = prior;
  const [version, over] = [planned("value_wo_version"), planned("over_version")];
  if (isUnknown(version) || isUnknown(over) || !isNewVersion(version, prior.value_wo_version)) return;
  if (known === null || newest === null || newest === known || newest === over) return;
  const values = Object.fromEntries(OF_VALUE.map((attribute) => [attribute, planned(attribute)]));
  if (secrets === null || Object.values(values).some(isUnknown)) return;
  const plan = { ...values, name } as unknown as Plan;
  const own = { plan, secrets, client };
  try {
    const isOurs = plan.generate
      ? (await generatedByUs(own, known, newest)) !== undefined
      : await isKept(own, createFields(type as unknown as GatewayType, { ...plan, ...secrets }));
    if (isOurs) return;
    throw await versionUnseen(own, known, newest);
  } catch (error) {
    if (!Fault.is(error) || error.code === "SECRET_VERSION_UNSEEN" || signal.aborted) throw error;
    log.log("warn", `the newest version was not looked at while planning: ${error.details.seen}`);
  }
}
