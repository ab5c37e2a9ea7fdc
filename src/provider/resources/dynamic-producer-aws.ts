import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { defineResource, type OperationContext } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import type { DynamicProducerRecord, DynamicProducerShape } from "../../gateway/index.js";
import { dynamicProducerAwsTable } from "../../schema/index.js";
import type { PlanOf, StoredOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { setAsStored, textAsStored } from "../as-stored.js";
import { createNew } from "../create-new.js";
import { remarkItem } from "../marked-item.js";
import { type OwnObject, ownToDelete, readOwn } from "../own-object.js";
import { showsAll } from "../same-values.js";
import { settingsOf } from "../settings-of.js";
import { updateOwn } from "../update-own.js";

type Table = (typeof dynamicProducerAwsTable)["attributes"];
type Plan = PlanOf<Table>;

/** `latchkey_dynamic_producer_aws`: mints short-lived AWS credentials from a target. */
export const dynamicProducerAws = defineResource<Clients>()({
  table: dynamicProducerAwsTable,

  async create({ plan, checkpoint, ...context }) {
    const { gateway } = context.client;
    const shape = shapeOf(plan);
    await refuseLongChainedSessions(plan, context);
    const { id } = await createNew({
      type: "latchkey_dynamic_producer_aws",
      noun: NOUN,
      name: shape.name,
      context,
      find: (options) => gateway.dynamicProducers.find(shape.name, options),
      create: (options) => gateway.dynamicProducers.create(shape, options),
      remark: remarkItem(gateway),
      isAsSent: (found) => showsAll(found, readable(shape)),
      track: (item_id) => checkpoint({ item_id }),
    });
    return { item_id: id };
  },

  async read({ state, ...context }) {
    const found = await readOwn(own(state, context.client), context);
    if (!found) return null;
    const ofUser = found.accessMode === "iam_user";
    return {
      name: found.name,
      target: found.target ?? "",
      access_mode: found.accessMode,
      role_arns: setAsStored(state.role_arns, found.roleArns),
      policy_arns: setAsStored(state.policy_arns, found.policyArns),
      user_groups: setAsStored(state.user_groups, found.userGroups),
      // They say nothing about a role, so what the gateway answers for one is no drift.
      console_access: ofUser ? found.consoleAccess : (state.console_access ?? false),
      programmatic_access: ofUser ? found.programmaticAccess : (state.programmatic_access ?? true),
      // 0 is what no configuration says: the next apply gives the producer a lifetime that is known.
      ttl_seconds: found.ttlSeconds ?? 0,
      region: found.region,
      external_id: textAsStored(state.external_id, found.externalId),
      description: textAsStored(state.description, found.description),
      tags: setAsStored(state.tags, found.tags),
      item_id: found.id,
    };
  },

  async update(context) {
    const { plan, prior, changed, client, signal } = context;
    await refuseLongChainedSessions(plan, context);
    return updateOwn(own(prior, client), context, async (found) => {
      // What the gateway shows already is not sent: a target that was renamed has its new name there, too.
      const retargeted = changed("target") && found?.target !== normalizedGatewayPath(plan.target);
      if (!found || retargeted || changed(...SETTINGS)) {
        await client.gateway.dynamicProducers.update(shapeOf(plan), { signal });
      }
      return { item_id: prior.item_id };
    });
  },

  async delete({ state, ...context }) {
    const { client, signal } = context;
    const found = await ownToDelete(own(state, client), context);
    if (found) await client.gateway.dynamicProducers.remove(found.name, { signal });
  },
});

const NOUN = "dynamic producer";
const SETTINGS = settingsOf(dynamicProducerAwsTable, "name", "target");

function own({ name, item_id }: StoredOf<Table>, { gateway }: Clients): OwnObject<DynamicProducerRecord> {
  return { noun: NOUN, name, number: item_id, shelf: gateway.dynamicProducers };
}

/** The longest session of a role that is assumed by a role (in seconds); the gateway's own identity is one. */
const LONGEST_CHAINED_SESSION = 3600;

async function refuseLongChainedSessions(
  plan: Plan,
  { client, signal, log }: Pick<OperationContext<Clients>, "client" | "signal" | "log">,
): Promise<void> {
  if (plan.access_mode !== "assume_role" || plan.ttl_seconds <= LONGEST_CHAINED_SESSION) return;
  let chained: boolean | undefined;
  try {
    chained = await client.gateway.targets.usesGatewayIdentity(plan.target, { signal });
  } catch (error) {
    if (!Fault.is(error, "GATEWAY_PERMISSION_DENIED")) throw error;
    log.log(
      "warn",
      "not permitted to see whether the target uses the gateway's identity; ttl_seconds unchecked",
    );
  }
  if (!chained) return;
  throw new Fault("TTL_OUT_OF_RANGE", {
    doing: `checking the sessions of dynamic producer ${JSON.stringify(plan.name)}`,
    seen: `ttl_seconds is ${plan.ttl_seconds}, and target ${JSON.stringify(plan.target)} uses the gateway's own identity`,
    state: "Nothing was changed.",
    attribute: "ttl_seconds",
  });
}

function shapeOf(plan: Plan): DynamicProducerShape {
  return {
    name: normalizedGatewayPath(plan.name),
    target: normalizedGatewayPath(plan.target),
    accessMode: plan.access_mode,
    roleArns: plan.role_arns ?? [],
    policyArns: plan.policy_arns ?? [],
    userGroups: plan.user_groups ?? [],
    consoleAccess: plan.console_access,
    programmaticAccess: plan.programmatic_access,
    ttlSeconds: plan.ttl_seconds,
    region: plan.region,
    externalId: plan.external_id,
    description: plan.description,
    tags: plan.tags ?? [],
  };
}

/** What the gateway is sure to show again: not what was left to it, nor what says nothing about a role. */
function readable(shape: DynamicProducerShape): Partial<DynamicProducerShape> {
  const { region, consoleAccess, programmaticAccess, ...always } = shape;
  return {
    ...always,
    ...(region === null ? {} : { region }),
    ...(shape.accessMode === "iam_user" ? { consoleAccess, programmaticAccess } : {}),
  };
}
