import { pauseMs, pausePolicies } from "../../domain/backoff.js";
import type { RequestFields } from "../../domain/request-fields.js";
import type { UpdateContext } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import type { UpdateRequest } from "../../types/mechanism/requests.js";
import type { staticSecret } from "../../types/static-secret.js";
import type { Clients } from "../../wiring/index.js";
import type { FoundObject } from "../gateway-type/shelf.js";
import { newValue } from "./generated-value.js";
import { generatedByUs, isKept } from "./own-value.js";
import { versionUnseen } from "./version-unseen.js";

type Attributes = (typeof staticSecret)["table"]["attributes"];
type Context = UpdateContext<Attributes, Clients>;

/** What is known of the versions after a request. */
export interface Versions {
  readonly version: number;
  readonly written_version: number | null;
}

/** So often a request is sent whose answer is lost and which was not carried out. */
const ATTEMPTS = 5;

/**
 * Gives a static secret another value, where the newest version is the one that this resource has written, or the one
 * that its author names; whatever else is there is left alone. Undefined where the gateway does not tell versions: then
 * nothing can be compared.
 *
 * @throws Fault SECRET_VERSION_UNSEEN
 */
export async function replaceValue(
  context: Context,
  { command, fields, versions }: UpdateRequest,
  found: FoundObject,
): Promise<Versions | undefined> {
  const newest = versionIn(found);
  if (newest === null) return undefined;
  const { plan, prior } = context;
  const isNew = "value_wo_version" in versions;
  const known = prior.written_version ?? newest;
  if (!isNew) {
    const all = { ...(await heldFields(context, newest)), ...fields };
    const version = await sendOver(context, command, all, newest);
    // What another writer has written stays another's, though it is in a new version now.
    return { version, written_version: known === newest ? version : known };
  }
  if (newest !== known && newest !== plan.over_version) {
    // The reply to an update of ours may have been lost with the process that had sent it.
    const isOurs = plan.generate
      ? await isGeneratedByUs(context, known, newest)
      : await isKept(context, fields);
    if (!isOurs) throw await versionUnseen(context, known, newest);
    return { version: newest, written_version: newest };
  }
  const version = await sendOver(context, command, withGenerated(context, fields), newest);
  return { version, written_version: version };
}

function withGenerated({ plan: { type, generate } }: Context, fields: RequestFields): RequestFields {
  if (!generate) return fields;
  return { ...fields, [type === "password" ? "password" : "value"]: newValue({ generate }) };
}

/** What a run of ours has generated that was ended before it could say so; then there is no need for another one. */
async function isGeneratedByUs(context: Context, known: number, newest: number): Promise<boolean> {
  const written = await generatedByUs(context, known, newest);
  if (!written) return false;
  const { plan, warn } = context;
  warn(
    "Generated value taken over",
    `Static secret ${JSON.stringify(plan.name)} is at version ${newest} already: this login wrote it at ${written.writtenAt ?? "an unknown time"}, and it is just what is to be generated now. A run that was ended before it could write its state has done that, and no other value was generated.`,
  );
  return true;
}

/** The version that is there afterwards. A repetition changes nothing that was done already: it names the version. */
async function sendOver(
  context: Context,
  command: string,
  fields: RequestFields,
  over: number,
): Promise<number> {
  const { client, plan, signal } = context;
  const { objects } = client.gateway;
  const about = { command, doing: "updating the value of static secret", name: plan.name };
  for (let attempt = 1; ; attempt++) {
    try {
      await objects.once({ ...about, fields: { ...fields, "last-version": over } }, { signal });
      return over + 1;
    } catch (error) {
      if (!Fault.is(error, "GATEWAY_REPLY_LOST") && !Fault.is(error, "GATEWAY_REFUSED")) throw error;
      const version = await settled(context, fields, over, error);
      if (version !== over) return version;
      if (error.code === "GATEWAY_REFUSED") throw error;
      if (attempt >= ATTEMPTS || signal.aborted) {
        const state = `The secret was still at version ${over}, and what it holds is what it held.`;
        throw new Fault(error.code, { ...error.details, state });
      }
      await client.clock.sleep(pauseMs(pausePolicies.gateway, attempt, client.clock.random()), signal);
    }
  }
}

/** The version after a request that had no clear answer: that of our value, or `over` where nothing was written. */
async function settled(context: Context, fields: RequestFields, over: number, lost: Fault): Promise<number> {
  const { plan, client } = context;
  let version: number | null;
  try {
    // Not stopped by Ctrl-C: the answer decides what the state says.
    version = (await client.gateway.staticSecrets.find(plan.name))?.lastVersion ?? null;
  } catch {
    version = null;
  }
  if (version === null) throw lost;
  if (version === over || (await isKept(context, fields))) return version;
  throw await versionUnseen(context, over, version);
}

/** What the gateway holds, as a request sends it back that changes something else of the value. */
async function heldFields({ plan, client, signal }: Context, version: number): Promise<RequestFields> {
  const { staticSecrets, secretValues } = client.gateway;
  if (plan.type === "generic")
    return { value: await secretValues.ofStatic(plan.name, { version }, { signal }) };
  const { password, customFields } = await staticSecrets.password(plan.name, version, { signal });
  return { password, "custom-field": customFields };
}

function versionIn({ readings }: FoundObject): number | null {
  const reading = readings.version;
  return reading?.is === "told" && typeof reading.value === "number" ? reading.value : null;
}
