import type { SecretText } from "../../domain/secret-text.js";
import type { UidToken } from "./logins/uid-tokens.js";
import type { GatewayEvent } from "./sandbox-gateway.js";
import type { TokenSession } from "./session.js";
import type { StoreContents } from "./store.js";
import type { GatewayWorld } from "./world.js";

/** Everything that the gateway remembers, as one graph: what is one object here is one after a restart. */
export interface GatewayState {
  readonly accountId: string;
  readonly admin: { readonly accessId: string; readonly accessKey: SecretText };
  /** The key with which the gateway signs what it shows to webhooks. */
  readonly passportKey: Uint8Array;
  readonly store: StoreContents;
  readonly sessions: ReadonlyMap<string, TokenSession>;
  readonly uidTokens: ReadonlyMap<string, UidToken>;
  readonly unacknowledgedUidTokens: ReadonlyMap<string, string>;
  readonly secrets: ReadonlySet<string>;
  readonly events: readonly GatewayEvent[];
}

/** The state of a gateway, with its administrator's access. */
export function stateOfGateway(world: GatewayWorld, admin: GatewayState["admin"]): GatewayState {
  return {
    accountId: world.accountId,
    admin,
    passportKey: world.passports.key,
    store: world.store.contents(),
    sessions: world.sessions.contents,
    uidTokens: world.uidTokens.contents,
    unacknowledgedUidTokens: world.uidTokens.unacknowledged,
    secrets: world.secrets.contents,
    events: world.events.all(),
  };
}

/** Puts a state into a gateway that has nothing yet. */
export function restoreGateway(
  world: Pick<GatewayWorld, "store" | "sessions" | "uidTokens" | "secrets" | "events">,
  state: GatewayState,
): void {
  world.store.refill(state.store);
  for (const [token, session] of state.sessions) world.sessions.contents.set(token, session);
  for (const [text, token] of state.uidTokens) world.uidTokens.contents.set(text, token);
  for (const [next, former] of state.unacknowledgedUidTokens)
    world.uidTokens.unacknowledged.set(next, former);
  for (const secret of state.secrets) world.secrets.contents.add(secret);
  world.events.restore(state.events);
}
