import { GATEWAY_REGION } from "../../domain/gateway-defaults.js";
import { defineResource } from "../../engine/definition.js";
import { targetAwsTable } from "../../schema/index.js";
import type { Table } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { movedFromOfficial } from "../moved/from-official.js";
import { deleteTarget } from "../target-aws/delete.js";
import { createWithGivenCredentials } from "../target-aws/given.js";
import { importedTarget } from "../target-aws/import-id.js";
import { planTarget } from "../target-aws/plan.js";
import { planCreateOfTarget } from "../target-aws/plan-create.js";
import { planDestroyOfTarget } from "../target-aws/plan-destroy.js";
import { readTarget } from "../target-aws/read.js";
import { createWithSeed } from "../target-aws/seeded.js";
import { updateTarget } from "../target-aws/update.js";

/**
 * A key is left open: the official provider has stored the one that the gateway held at the last refresh, which is
 * nothing that a move may have sent again.
 */
const OFFICIAL_WORDS = {
  names: {
    use_gateway_identity: "use_gw_cloud_identity",
    secret_access_key_wo: "access_key",
    session_token_wo: "session_token",
  },
  open: ["access_key_id", "external_id", "gateway_record", "seed_key_id", "target_id"],
  usually: { region: GATEWAY_REGION },
} as const;

/** `latchkey_target_aws`: how the gateway reaches AWS. */
export const targetAws = defineResource<Clients>()({
  table: targetAwsTable,

  create: (context) =>
    context.plan.seed_user_arn === null
      ? createWithGivenCredentials(context)
      : createWithSeed(context, context.plan.seed_user_arn),

  read: readTarget,
  plan: planTarget,
  update: updateTarget,
  planCreate: planCreateOfTarget,
  planDestroy: planDestroyOfTarget,
  delete: deleteTarget,
  importId: importedTarget,

  move: (source, context) =>
    movedFromOfficial(targetAwsTable as unknown as Table, source, context, OFFICIAL_WORDS),
});
