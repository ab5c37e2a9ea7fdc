import type { Command, CommandCall } from "../command.js";
import { callCreate, callRevoke, type Webhook } from "../effects/webhook.js";
import type { CustomDynamicItem } from "../records/item.js";
import { invalidRequest } from "../refusal.js";
import { producerReply } from "../wire/producer.js";
import { adminRotation, freshIssuer, lifetime } from "./dynamic-fields.js";
import { newItem, updateItem } from "./item-fields.js";

/** The access id that a webhook sees when a secret is only being tried out. */
const DRY_RUN_ACCESS_ID = "p-custom";

function settings({ fields, world }: CommandCall) {
  return {
    createUrl: url(fields.required("create-sync-url"), "create-sync-url"),
    revokeUrl: url(fields.required("revoke-sync-url"), "revoke-sync-url"),
    rotateUrl:
      fields.text("rotate-sync-url") === undefined
        ? ""
        : url(fields.required("rotate-sync-url"), "rotate-sync-url"),
    payload: world.secrets.keep(fields.text("payload") ?? ""),
    timeoutSeconds: fields.count("timeout-sec") ?? 60,
    skipsDryRun: fields.flag("skip_dry_run") ?? false,
  };
}

function url(text: string, field: string): string {
  if (!URL.canParse(text)) throw invalidRequest(`${field} should be a URL`);
  return text;
}

/** Has the webhooks make and revoke a credential that no caller gets, so that a wrong setting is noticed at once. */
async function dryRun({ fields, world }: CommandCall, webhook: Webhook): Promise<void> {
  if (fields.flag("skip_dry_run")) return;
  const { id } = await callCreate(world, webhook, { accessId: DRY_RUN_ACCESS_ID, subClaims: {} }, {});
  await callRevoke(world, webhook, [id]);
}

async function create(call: CommandCall): Promise<CustomDynamicItem> {
  const name = call.freePath("items", "item-rule");
  const webhook = settings(call);
  const lasts = lifetime(call);
  await dryRun(call, { name, ...webhook });
  const item: CustomDynamicItem = {
    ...newItem(call, call.freePath("items", "item-rule")),
    ...freshIssuer,
    ...lasts,
    ...adminRotation(call, call.now()),
    ...webhook,
    issued: [],
    kind: "dynamic-custom",
  };
  call.world.store.items.add(item);
  return item;
}

async function update(call: CommandCall): Promise<CustomDynamicItem> {
  const item = call.itemOf("update", ["dynamic-custom"]);
  const webhook = settings(call);
  const lasts = lifetime(call);
  await dryRun(call, { name: item.name, ...webhook });
  updateItem(call, item);
  Object.assign(item, webhook, lasts, adminRotation(call, item.lastAdminRotation ?? call.now()));
  return item;
}

export const dynamicCustomCommands: readonly Command[] = [
  {
    names: ["dynamic-secret-create-custom"],
    write: true,
    run: async (call) => ({ dynamic_secret_details: producerReply(call.world, await create(call)) }),
  },
  {
    names: ["dynamic-secret-update-custom"],
    write: true,
    run: async (call) => ({ dynamic_secret_details: producerReply(call.world, await update(call)) }),
  },
  {
    names: ["gateway-create-producer-custom"],
    write: true,
    success: 201,
    run: async (call) => ({ producer_details: producerReply(call.world, await create(call)) }),
  },
  {
    names: ["gateway-update-producer-custom"],
    write: true,
    run: async (call) => ({ producer_details: producerReply(call.world, await update(call)) }),
  },
];
