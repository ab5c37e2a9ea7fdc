import type { Issue } from "./issuing-aws.js";
import { numberIn, textIn } from "./kinds/settings.js";
import { randomPassword, randomText } from "./random-text.js";
import type { KeptDynamicItem } from "./records/item.js";
import type { TokenCaller } from "./session.js";
import { temporaryName } from "./temporary-name.js";
import type { GatewayWorld } from "./world.js";

/** Characters of a generated password unless the item says otherwise. */
const PASSWORD_LENGTH = 16;

/**
 * Issues random text of the form that the item's kind has. A database's answer is as it was seen (user, password, id,
 * minutes); the names in a Google answer are this sandbox's guess.
 */
export function issueRandom(world: GatewayWorld, item: KeptDynamicItem, caller: TokenCaller): Issue {
  const template = textIn(item.settings, "custom-username-template");
  const id = temporaryName(world, item, caller, template, `tmp_${caller.accessId}_`);
  const common = { id, ttl_in_minutes: String(Math.floor(item.ttlSeconds / 60)) };
  return { id, revocable: true, value: { ...common, ...credential(world, item, id) } };
}

function credential(world: GatewayWorld, item: KeptDynamicItem, user: string): Record<string, string> {
  const { settings } = item;
  if (item.of.type !== "gcp") {
    const length = numberIn(settings, "password-length") || PASSWORD_LENGTH;
    return { user, password: world.secrets.keep(randomPassword(length)).reveal() };
  }
  const fresh = world.secrets.keep(randomText(64)).reveal();
  const account = { service_account_email: textIn(settings, "gcp-sa-email") };
  return textIn(settings, "gcp-cred-type") === "key"
    ? { ...account, private_key_data: fresh }
    : { ...account, token: fresh, token_type: "Bearer" };
}
