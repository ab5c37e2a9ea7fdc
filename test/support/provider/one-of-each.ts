import type { TfObject, TfValue } from "../../../src/engine/index.js";
import { gatewayTypes } from "../../../src/types/generated/index.js";
import type { GatewayType } from "../../../src/types/mechanism/gateway-type.js";
import { type Config, samplesOf } from "../types/samples.js";
import { makeTargets } from "../types/targets.js";
import { ADMIN } from "../types/variants.js";
import { done, type Stage } from "./stage.js";

/** An object of the gateway, by the type that manages it. */
export interface MadeObject {
  readonly typeName: string;
  readonly name: string;
}

/** What the type's own tests make, in each way in which it is configured, below a folder of their own. */
export const FOLDER = "/types";

/**
 * Makes one object of every described type in each way in which it is configured, whole, an AWS target of the gateway's
 * own identity and an association; gives what the provider has made.
 */
export async function makeOneOfEach(at: Stage): Promise<readonly MadeObject[]> {
  const { objects } = at.gateway;
  await makeTargets((command, { name, ...fields }) =>
    objects.once({ command, doing: "creating target", name, fields }),
  );
  const provider = at.provider();
  const made: MadeObject[] = [];
  const make = async (typeName: string, values: TfObject, identity = "name") => {
    const model = await at.terraform(typeName, provider);
    expect([typeName, await model.apply(values)]).toEqual([typeName, done("create")]);
    made.push({ typeName, name: String(model.state?.[identity]) });
  };
  for (const type of gatewayTypes as readonly unknown[] as readonly GatewayType[]) {
    for (const [index, { full }] of samplesOf(type).entries()) {
      const name = `${full[type.table.identity]}-${index}`;
      await make(`latchkey_${type.table.type}`, { ...asConfig(at, full), [type.table.identity]: name });
    }
  }
  await make("latchkey_target_aws", { name: `${FOLDER}/target_aws-0`, use_gateway_identity: true });
  await make(
    "latchkey_associate_role_auth_method",
    {
      role_name: `${FOLDER}/role-0`,
      am_name: `${FOLDER}/auth_method_api_key-0`,
      sub_claims: { group: "admins" },
    },
    "assoc_id",
  );
  at.commands();
  return made;
}

/** As Terraform hands it to a provider. */
function asConfig(at: Stage, values: Config): TfObject {
  const value = (one: unknown): TfValue => {
    if (typeof one === "number") return BigInt(one);
    return one === ADMIN ? at.sandboxGateway.admin.accessId : (one as TfValue);
  };
  return Object.fromEntries(Object.entries(values).map(([name, one]) => [name, value(one)]));
}
