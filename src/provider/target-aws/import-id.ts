import { toldByImportId } from "../../engine/import-id.js";
import { Fault } from "../../errors/fault.js";
import { targetAwsTable } from "../../schema/index.js";
import type { StoredOf } from "../../vocabulary/index.js";
import { splitBeforeUserArn } from "../split-before-user-arn.js";
import type { TargetAwsTable } from "./operations.js";

/** What the id of an import says of a target: by names, or `PATH,USER_ARN`. */
export function importedTarget(id: string): Partial<StoredOf<TargetAwsTable>> {
  const told = toldByImportId(targetAwsTable, id, shortForm) as Partial<StoredOf<TargetAwsTable>>;
  const sources = [told.seed_user_arn, told.use_gateway_identity || undefined, told.access_key_id];
  if (sources.filter((source) => source !== undefined).length < 2) return told;
  throw new Fault("CREDENTIAL_SOURCE_UNCLEAR", {
    doing: "importing a target",
    seen: "the id tells more than one credential source",
    state: "Nothing was imported.",
  });
}

function shortForm(head: string): Partial<StoredOf<TargetAwsTable>> {
  const [name, seed_user_arn] = splitBeforeUserArn(head) ?? [];
  if (name !== undefined && seed_user_arn !== undefined) return { name, seed_user_arn };
  // What only looks like an ARN is told as one, so that its flaw is named.
  const comma = head.lastIndexOf(",arn:");
  return comma === -1 ? { name: head } : { name: head.slice(0, comma), seed_user_arn: head.slice(comma + 1) };
}
