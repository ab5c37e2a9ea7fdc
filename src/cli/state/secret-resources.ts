import type { ResourceAddress } from "./resource-address.js";
import type { StateInstance } from "./state-file.js";

/** An `aws_secretsmanager_secret`. */
export interface SecretResource {
  readonly address: ResourceAddress;
  readonly arn: string;
}

/** An `aws_secretsmanager_secret_version`: what Terraform has written to a secret. */
export interface SecretVersionResource {
  readonly address: ResourceAddress;
  /** ARN or name, as the configuration names it. */
  readonly secretId: string;
  /** Ids of the keys of Terraform's that stand in it. */
  readonly keyIds: ReadonlySet<string>;
  /** Addresses, without keys, of what it depends on. */
  readonly dependsOn: readonly string[];
}

const VERSION = "aws_secretsmanager_secret_version";

/** The secrets of a state. */
export function secretsIn(instances: readonly StateInstance[]): readonly SecretResource[] {
  return instances.flatMap(({ type, address, attributes: { arn } }) =>
    type === "aws_secretsmanager_secret" && typeof arn === "string" ? [{ address, arn }] : [],
  );
}

/** What Terraform has written to secrets. @param idsIn ids of keys that stand in an instance */
export function secretVersionsIn(
  instances: readonly StateInstance[],
  idsIn: (one: StateInstance) => ReadonlySet<string>,
): readonly SecretVersionResource[] {
  return instances.flatMap((one) => {
    const { secret_id: secretId } = one.attributes;
    if (one.type !== VERSION || typeof secretId !== "string" || secretId === "") return [];
    return [{ address: one.address, secretId, keyIds: idsIn(one), dependsOn: one.dependsOn }];
  });
}
