import type { Command, CommandCall } from "../command.js";
import type { AwsDynamicItem } from "../records/item.js";
import { missing } from "../refusal.js";
import { ofAws } from "../typed-target.js";
import { producerReply } from "../wire/producer.js";
import { adminRotation, awsConfig, freshIssuer, lifetime } from "./dynamic-fields.js";
import { newItem, updateItem } from "./item-fields.js";

/** The target that a request names, which the caller must be allowed to read; null when it names none. */
function namedTarget(call: CommandCall): number | null {
  return call.fields.text("target-name") === undefined ? null : ofAws(call.target("read", "target-name")).id;
}

function create(call: CommandCall): AwsDynamicItem {
  const name = call.freePath("items", "item-rule");
  const config = awsConfig(call);
  const targetId = namedTarget(call);
  if (targetId === null && config.inlineKeys === null) throw missing("target-name");
  const item: AwsDynamicItem = {
    ...newItem(call, name),
    ...freshIssuer,
    ...lifetime(call),
    ...adminRotation(call, call.now()),
    issued: [],
    kind: "dynamic-aws",
    targetId,
    config: targetId === null ? config : { ...config, inlineKeys: null },
  };
  call.world.store.items.add(item);
  return item;
}

function update(call: CommandCall): AwsDynamicItem {
  const item = call.itemOf("update", ["dynamic-aws"]);
  const config = awsConfig(call, item.config);
  const lasts = lifetime(call);
  const targetId = namedTarget(call) ?? (config.inlineKeys ? null : item.targetId);
  updateItem(call, item);
  Object.assign(item, lasts, adminRotation(call, item.lastAdminRotation ?? call.now()));
  item.targetId = targetId;
  item.config = {
    ...config,
    inlineKeys: targetId === null ? (config.inlineKeys ?? item.config.inlineKeys) : null,
  };
  return item;
}

export const dynamicAwsCommands: readonly Command[] = [
  {
    names: ["dynamic-secret-create-aws"],
    write: true,
    success: 201,
    run: (call) => ({ dynamic_secret_details: producerReply(call.world, create(call)) }),
  },
  {
    names: ["dynamic-secret-update-aws"],
    write: true,
    run: (call) => ({ dynamic_secret_details: producerReply(call.world, update(call)) }),
  },
  {
    names: ["gateway-create-producer-aws"],
    write: true,
    success: 201,
    run: (call) => ({ producer_details: producerReply(call.world, create(call)) }),
  },
  {
    names: ["gateway-update-producer-aws"],
    write: true,
    run: (call) => ({ producer_details: producerReply(call.world, update(call)) }),
  },
];
