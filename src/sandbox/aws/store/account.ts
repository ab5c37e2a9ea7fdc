import type { PrincipalLookup } from "../policy/trust.js";
import type { Randomness } from "../randomness.js";
import { Vault } from "../secrets-manager/vault.js";
import { AccessKeys } from "./access-keys.js";
import { Directory } from "./directory.js";
import type { Group, IamRole, User } from "./entities.js";
import { ManagedPolicies } from "./managed-policies.js";
import { RoleSessions } from "./sessions.js";

/** Shorter texts, such as the code of a device, occur everywhere. */
const SHORTEST_RECEIVED = 8;

/** Everything that the one AWS account of the sandbox holds. */
export class Account implements PrincipalLookup {
  /** Twelve digits. */
  readonly accountId: string;
  readonly random: Randomness;
  readonly users = new Directory<User>("user");
  readonly roles = new Directory<IamRole>("role");
  readonly groups = new Directory<Group>("group");
  readonly policies: ManagedPolicies;
  readonly keys: AccessKeys;
  readonly sessions: RoleSessions;
  readonly secrets: Vault;
  /** Secrets that callers have sent. */
  readonly received = new Set<string>();

  constructor(accountId: string, random: Randomness) {
    this.accountId = accountId;
    this.random = random;
    this.policies = new ManagedPolicies(accountId, random);
    this.keys = new AccessKeys(random);
    this.sessions = new RoleSessions(random);
    this.secrets = new Vault(accountId, random);
  }

  /** @throws AwsError EntityAlreadyExists. */
  newUser(about: Pick<User, "name" | "path" | "tags" | "boundary">, now: Date): User {
    const user: User = {
      ...about,
      kind: "user",
      id: this.random.uniqueId("AIDA"),
      createdAt: now,
      loginProfile: undefined,
      inline: new Map(),
      attached: new Set(),
    };
    this.users.add(user);
    return user;
  }

  arnOf(id: string): string | undefined {
    const user = this.users.all().find((known) => known.id === id);
    if (user) return this.arn("user", user);
    const role = this.roles.all().find((known) => known.id === id);
    return role && this.arn("role", role);
  }

  idOf(arn: string): string | undefined {
    const [, kind, name = ""] = /:(user|role)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
    const found = kind === "user" ? this.users.find(name) : this.roles.find(name);
    return found && this.arn(found.kind, found) === arn ? found.id : undefined;
  }

  arn(
    kind: "user" | "role" | "group",
    { path, name }: { readonly path: string; readonly name: string },
  ): string {
    return `arn:aws:iam::${this.accountId}:${kind}${path}${name}`;
  }

  /** The groups that a user is in, by name. */
  groupsOf(user: User): readonly Group[] {
    return this.groups.all().filter(({ members }) => members.has(user));
  }

  /** Users, roles and groups. */
  holders(): readonly (User | IamRole | Group)[] {
    return [...this.users.all(), ...this.roles.all(), ...this.groups.all()];
  }

  /** Users and roles that a managed policy is the permissions boundary of. */
  boundedBy(policyArn: string): readonly (User | IamRole)[] {
    return [...this.users.all(), ...this.roles.all()].filter(({ boundary }) => boundary === policyArn);
  }

  attachedTo(policyArn: string): readonly (User | IamRole | Group)[] {
    return this.holders().filter(({ attached }) => attached.has(policyArn));
  }

  /** Remembers a secret that a caller has sent, such as a password; one that is too short to be found is left out. */
  receive(secret: string): void {
    if (secret.length >= SHORTEST_RECEIVED) this.received.add(secret);
  }

  /** Every secret access key and session token that was ever issued, and every secret that was received. */
  issuedSecrets(): readonly string[] {
    const issued = [
      ...this.keys.ever().map(({ secret }) => secret),
      ...this.sessions.ever().flatMap(({ secret, token }) => [secret, token]),
    ];
    return [...new Set([...issued, ...this.received])];
  }
}
