import type { TfObject } from "../../../src/engine/index.js";
import { gatewayTypes } from "../../../src/types/generated/index.js";
import type { GatewayType } from "../../../src/types/mechanism/gateway-type.js";
import { asConfig } from "../types/as-config.js";
import { samplesOf } from "../types/samples.js";
import { done, type Stage } from "./stage.js";
import { makeTargetsAt } from "./targets-at.js";

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
  await makeTargetsAt(at);
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
      await make(`latchkey_${type.table.type}`, {
        ...asConfig(full, at.sandboxGateway.admin.accessId),
        [type.table.identity]: name,
      });
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
