import { defineResource } from "../../engine/definition.js";
import { targetAwsTable } from "../../schema/index.js";
import type { Clients } from "../../wiring/index.js";
import { deleteTarget } from "../target-aws/delete.js";
import { createWithGivenCredentials } from "../target-aws/given.js";
import { importedTarget } from "../target-aws/import-id.js";
import { planTarget } from "../target-aws/plan.js";
import { planCreateOfTarget } from "../target-aws/plan-create.js";
import { planDestroyOfTarget } from "../target-aws/plan-destroy.js";
import { readTarget } from "../target-aws/read.js";
import { createWithSeed } from "../target-aws/seeded.js";
import { updateTarget } from "../target-aws/update.js";

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
});
