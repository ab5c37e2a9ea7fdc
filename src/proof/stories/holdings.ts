import type { Sandbox } from "../../sandbox/sandbox.js";

/** What a gateway calls the objects of each shelf. */
const SHELVES: Readonly<Record<string, string>> = {
  targets: "target",
  items: "item",
  authMethods: "auth method",
  roles: "access role",
  k8sConfigs: "Kubernetes configuration",
  groups: "group of the gateway",
  folders: "folder",
  allowedAccess: "allowed access",
};

/** What the two systems of a sandbox hold now, but for access keys: each object by its kind and name. */
export function holdingsOf({ aws, gateway }: Sandbox): string[] {
  const { users, roles, groups, policies, secrets } = aws.state();
  const named = (kind: string, objects: Iterable<{ readonly name: string }>) =>
    [...objects].map(({ name }) => `${kind} ${name}`);
  const { shelves } = gateway.state().store;
  return [
    ...named("IAM user", users.values()),
    ...named("IAM role", roles.values()),
    ...named("IAM group", groups.values()),
    ...named("IAM policy", policies.values()),
    ...named("secret of Secrets Manager", secrets.values()),
    ...Object.entries(shelves).flatMap(([shelf, objects]) => named(SHELVES[shelf] ?? shelf, objects)),
  ];
}
