import type { AccountState } from "../../../src/sandbox/aws/account-state.js";
import type { GatewayState } from "../../../src/sandbox/gateway/gateway-state.js";
import type { StaticItem } from "../../../src/sandbox/gateway/records/item.js";
import { MACHINE_GRACE_SECONDS } from "../stack/changes.js";

/** One version of a secret in which the key of a machine user lies, as the system that holds it has it. */
interface KeptVersion {
  readonly id: string | undefined;
  /** Whether readers get it. */
  readonly current: boolean;
  /** Since when another one is current, as far as that was noted. */
  readonly replaced: string | undefined;
}

/** Where a machine user's key may lie. */
export interface SecretStores {
  readonly account: AccountState;
  readonly gateway: GatewayState;
}

/** The key that readers of a secret get; undefined for none. */
export function keyOfReaders(stores: SecretStores, name: string): string | undefined {
  return versionsOf(stores, name).find(({ current }) => current)?.id;
}

/** The keys of a secret that were replaced so lately that they are in their grace, as its labels or tags tell. */
export function replacedInSecret(stores: SecretStores, name: string, now: Date): readonly string[] {
  return versionsOf(stores, name).flatMap(({ id, replaced }) => {
    const until = Date.parse(replaced ?? "") + MACHINE_GRACE_SECONDS * 1000;
    return id !== undefined && until > now.getTime() ? [id] : [];
  });
}

function versionsOf(stores: SecretStores, name: string): readonly KeptVersion[] {
  return name.startsWith("/") ? inGateway(stores.gateway, name) : inSecretsManager(stores.account, name);
}

const REPLACED_LABEL = "latchkey:replaced:";

function inSecretsManager({ secrets }: AccountState, name: string): readonly KeptVersion[] {
  const secret = [...secrets.values()].find((one) => one.name === name);
  return [...(secret?.versions.values() ?? [])].map(({ stages, content }) => ({
    id: keyIn(content?.string),
    current: stages.has("AWSCURRENT"),
    replaced: [...stages].find((one) => one.startsWith(REPLACED_LABEL))?.slice(REPLACED_LABEL.length),
  }));
}

function inGateway({ store }: GatewayState, name: string): readonly KeptVersion[] {
  const items = (store.shelves.items ?? []) as readonly (StaticItem | { readonly kind: "other" })[];
  const item = items.find((one) => one.kind === "static" && one.name === name) as StaticItem | undefined;
  if (!item) return [];
  const last = Math.max(...item.versions.map(({ version }) => version));
  return item.versions.map(({ version, value }) => {
    const tag = `latchkey:v${version}:replaced:`;
    return {
      id: keyIn(value.reveal()),
      current: version === last,
      replaced: item.tags.find((one) => one.startsWith(tag))?.slice(tag.length),
    };
  });
}

function keyIn(text = "{}"): string | undefined {
  try {
    const { AWS_ACCESS_KEY_ID: id } = JSON.parse(text) as Record<string, string | undefined>;
    return id;
  } catch {
    return undefined;
  }
}
