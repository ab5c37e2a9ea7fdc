import { type Changes, renamedPath } from "./changes.js";
import type { Waits } from "./waits.js";

/** Paths, names and values of a cell's objects. */
export interface CellNames {
  /** Folder of all objects in the gateway. */
  readonly folder: string;
  readonly userArn: string;
  readonly roleArn: string;
}

/** The addresses of everything in {@link ownConfiguration}, for `-replace`. */
export const ADDRESSES = [
  "latchkey_target_aws.seeded",
  "latchkey_target_aws.keyless",
  "latchkey_rotator_aws.daily",
  "latchkey_dynamic_producer_aws.admin",
  "latchkey_static_secret.password",
  "latchkey_seed_retirement.seed",
] as const;

/**
 * One of every resource type of the provider, and two targets, because they differ in how they are made: the whole of
 * what the product can do to the two systems.
 */
export function ownConfiguration(
  { folder, userArn, roleArn }: CellNames,
  waits: Waits,
  {
    retirement = true,
    updated = false,
    renamed = false,
    freshSeed = false,
    imports = [],
    createBeforeDestroy = false,
  }: Changes = {},
): object {
  const path = (name: string) => (renamed ? renamedPath(`${folder}/${name}`) : `${folder}/${name}`);
  const target = `\${latchkey_target_aws.seeded.name}`;
  return {
    terraform: { required_providers: { latchkey: { source: "latchkey/latchkey" } } },
    ...(imports.length > 0 && { import: imports }),
    // Given by TF_VAR_password: it may be in no file at all.
    variable: { password: { type: "string", ephemeral: true } },
    provider: {
      latchkey: {
        key_settle_seconds: waits.keySettleSeconds,
        request_timeout_seconds: waits.requestTimeoutSeconds,
      },
    },
    resource: {
      latchkey_target_aws: {
        seeded: {
          name: path("seeded"),
          seed_user_arn: userArn,
          ...(freshSeed && { seed_version: 1 }),
          region: updated ? "eu-west-1" : "us-east-1",
          description: updated ? "changed" : "first",
        },
        keyless: {
          name: path("keyless"),
          use_gateway_identity: true,
          description: updated ? "changed" : "first",
        },
      },
      latchkey_rotator_aws: {
        daily: { name: path("rotator"), target, interval_days: updated ? 7 : 1 },
      },
      latchkey_dynamic_producer_aws: {
        admin: {
          name: path("admin"),
          target,
          access_mode: "assume_role",
          role_arns: [roleArn],
          ttl_seconds: updated ? 1800 : 3600,
        },
      },
      latchkey_static_secret: {
        password: {
          name: path("password"),
          // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
          value_wo: "${var.password}",
          ...(createBeforeDestroy && { lifecycle: { create_before_destroy: true } }),
          value_wo_version: updated ? 2 : 1,
          description: updated ? "changed" : "first",
        },
      },
      ...(retirement && {
        latchkey_seed_retirement: {
          seed: {
            target,
            // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
            rotator: "${latchkey_rotator_aws.daily.name}",
            seed_user_arn: userArn,
            // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
            seed_key_id: "${latchkey_target_aws.seeded.seed_key_id}",
            quiet_period_seconds: waits.quietPeriodSeconds,
            depends_on: ["latchkey_dynamic_producer_aws.admin"],
          },
        },
      }),
    },
  };
}
