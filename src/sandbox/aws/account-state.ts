import type { StoredSecret } from "./secrets-manager/secret.js";
import type { StoredAccessKey } from "./store/access-keys.js";
import type { Account } from "./store/account.js";
import type { Group, IamRole, ManagedPolicy, User } from "./store/entities.js";
import type { RoleSession } from "./store/sessions.js";

/** Everything that an account holds, as one graph: what is one object here is one after a restart. */
export interface AccountState {
  readonly users: ReadonlyMap<string, User>;
  readonly roles: ReadonlyMap<string, IamRole>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly policies: ReadonlyMap<string, ManagedPolicy>;
  readonly keys: ReadonlyMap<string, StoredAccessKey>;
  readonly sessions: ReadonlyMap<string, RoleSession>;
  readonly secrets: ReadonlyMap<string, StoredSecret>;
  readonly received: ReadonlySet<string>;
  readonly deployer: StoredAccessKey;
  readonly gatewayIdentity: StoredAccessKey;
}

/** The state of an account, with the keys of its two built-in users. */
export function stateOfAccount(
  account: Account,
  builtIn: Pick<AccountState, "deployer" | "gatewayIdentity">,
): AccountState {
  return {
    users: account.users.contents,
    roles: account.roles.contents,
    groups: account.groups.contents,
    policies: account.policies.contents,
    keys: account.keys.contents,
    sessions: account.sessions.contents,
    secrets: account.secrets.contents,
    received: account.received,
    ...builtIn,
  };
}

/** Puts a state into an account in place of whatever it holds. */
export function restoreAccount(account: Account, state: AccountState): void {
  refill(account.users.contents, state.users);
  refill(account.roles.contents, state.roles);
  refill(account.groups.contents, state.groups);
  refill(account.policies.contents, state.policies);
  refill(account.keys.contents, state.keys);
  refill(account.sessions.contents, state.sessions);
  refill(account.secrets.contents, state.secrets);
  for (const secret of state.received) account.received.add(secret);
}

function refill<K, V>(into: Map<K, V>, from: ReadonlyMap<K, V>): void {
  into.clear();
  for (const [key, value] of from) into.set(key, value);
}
