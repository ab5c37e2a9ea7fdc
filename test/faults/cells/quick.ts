/**
 * The cells that run in `npm test`: each kind of fault once, and the three points at which a kill leaves most behind:
 * a key that nobody knows, a target that Terraform does not know, a rotation that nobody waits for.
 */
export const QUICK: readonly string[] = [
  "create/provider.CreateAccessKey/killed",
  "create/provider.target-create-aws.seeded/killed",
  "create/provider.gateway-rotate-secret.rotator/killed",
  "create/provider.UpdateAccessKey.Inactive/refused",
  "create/provider.CreateAccessKey/lost",
  "create/provider.rotated-secret-create-aws.rotator/429-hint",
  "create/provider.CreateAccessKey/429",
  "create/provider.dynamic-secret-create-aws.admin/500",
  "create/provider.CreateAccessKey/500-done",
  "create/provider.target-create-aws.keyless/timeout",
  "create/provider.target-create-aws.seeded/timeout-done",
  "create/provider.DeleteAccessKey/reset",
  "create/provider.DeleteAccessKey/terraform-killed",
  "create/provider.target-create-aws.seeded/interrupted",
  "create/provider.UpdateAccessKey.Inactive/rotates",
  "create/provider.DeleteAccessKey/slow",
  "create/provider.UpdateAccessKey.Inactive/flapping",
  "create/gateway.CreateAccessKey/quota",
];
