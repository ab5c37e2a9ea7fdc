import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { defineResource, type OperationContext } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import { DEFAULT_REGION, type DynamicProducerShape } from "../../gateway/index.js";
import { dynamicProducerAwsTable } from "../../schema/index.js";
import type { PlanOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { setAsStored, textAsStored } from "../as-stored.js";
import { createNew } from "../create-new.js";
import { showsAll } from "../same-values.js";

type Plan = PlanOf<(typeof dynamicProducerAwsTable)["attributes"]>;

/** `latchkey_dynamic_producer_aws`: mints short-lived AWS credentials from a target. */
export const dynamicProducerAws = defineResource<Clients>()({
  table: dynamicProducerAwsTable,

  async create({ plan, client, signal, log, checkpoint }) {
    const { dynamicProducers } = client.gateway;
    const shape = shapeOf(plan);
    await refuseLongChainedSessions(plan, { client, signal, log });
    await createNew({
      type: "latchkey_dynamic_producer_aws",
      name: shape.name,
      signal,
      log,
      find: (options) => dynamicProducers.find(shape.name, options),
      create: (options) => dynamicProducers.create(shape, options),
      isAsSent: (found) => showsAll(found, readable(shape)),
      track: () => checkpoint({}),
    });
    return {};
  },

  async read({ state, client, signal }) {
    const found = await client.gateway.dynamicProducers.find(state.name, { signal });
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
      ttl_seconds: found.ttlSeconds,
      region: state.region === null && found.region === DEFAULT_REGION ? null : found.region,
      external_id: textAsStored(state.external_id, found.externalId),
      description: textAsStored(state.description, found.description),
      tags: setAsStored(state.tags, found.tags),
    };
  },

  async update({ plan, client, signal, log }) {
    await refuseLongChainedSessions(plan, { client, signal, log });
    await client.gateway.dynamicProducers.update(shapeOf(plan), { signal });
    return {};
  },

  delete: ({ state, client, signal }) => client.gateway.dynamicProducers.remove(state.name, { signal }),
});

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
