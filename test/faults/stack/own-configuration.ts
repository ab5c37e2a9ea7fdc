import { type Changes, type ImportBlock, renamedPath } from "./changes.js";
import type { Waits } from "./waits.js";

/** Paths, names and values of a cell's objects. */
export interface CellNames {
  /** Folder of all objects in the gateway. */
  readonly folder: string;
  readonly userArn: string;
  /** The user that may take its place. */
  readonly successorArn: string;
  readonly roleArn: string;
}

/** What both custom secrets have to begin with. */
const PAYLOAD = {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
  payload_wo: "${var.payload}",
  payload_wo_version: 1,
};

/** The addresses of everything in {@link ownConfiguration}, for `-replace`. */
export const ADDRESSES = [
  "latchkey_target_aws.seeded",
  "latchkey_target_aws.keyless",
  "latchkey_rotated_secret_aws.daily",
  "latchkey_dynamic_secret_aws.admin",
  "latchkey_static_secret.password",
  "latchkey_seed_retirement.seed",
] as const;

/**
 * One of every resource type of the provider, and two targets, because they differ in how they are made: the whole of
 * what the product can do to the two systems.
 */
export function ownConfiguration(
  { folder, userArn: firstArn, successorArn, roleArn }: CellNames,
  waits: Waits,
  {
    retirement = true,
    updated = false,
    renamed = false,
    freshSeed = false,
    graced = false,
    source = "user",
    given,
    webhook,
    generated,
    overVersion,
    twin = false,
    imported = false,
    imports = [],
    createBeforeDestroy = false,
  }: Changes = {},
): object {
  const path = (name: string) => (renamed ? renamedPath(`${folder}/${name}`) : `${folder}/${name}`);
  const target = `\${latchkey_target_aws.seeded.name}`;
  const userArn = source === "successor" ? successorArn : firstArn;
  const isSeeded = source !== "gateway";
  const password = {
    name: path("password"),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
    value_wo: "${var.password}",
    value_wo_version: updated ? 2 : 1,
    description: updated ? "changed" : "first",
    ...(overVersion !== undefined && { over_version: overVersion }),
  };
  const blocks = [...(imported ? importsOfAll(path, firstArn) : []), ...imports];
  return {
    terraform: { required_providers: { latchkey: { source: "latchkey/latchkey" } } },
    ...(blocks.length > 0 && { import: blocks }),
    // Given by TF_VAR_password: it may be in no file at all.
    variable: {
      password: { type: "string", ephemeral: true },
      ...(given && { given_secret: { type: "string", ephemeral: true } }),
      ...(webhook && { payload: { type: "string", ephemeral: true } }),
    },
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
          ...(isSeeded ? { seed_user_arn: userArn } : { use_gateway_identity: true }),
          ...(freshSeed && { seed_version: 1 }),
          region: updated ? "eu-west-1" : "us-east-1",
          // The gateway takes both only together with the access key that it holds.
          ...(updated && { key: "/keys/changed" }),
          description: updated ? "changed" : "first",
        },
        keyless: {
          name: path("keyless"),
          use_gateway_identity: true,
          description: updated ? "changed" : "first",
        },
        ...(given && {
          given: {
            name: path("given"),
            access_key_id: given.keyId,
            // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
            secret_access_key_wo: "${var.given_secret}",
            secret_access_key_wo_version: given.version,
          },
        }),
      },
      ...(webhook && {
        latchkey_dynamic_secret_custom: {
          keys: {
            name: path("keys"),
            create_sync_url: webhook.create,
            revoke_sync_url: webhook.revoke,
            rotate_sync_url: webhook.rotate,
            ...PAYLOAD,
            ttl_seconds: 3600,
            timeout_seconds: updated ? 20 : 60,
          },
        },
        latchkey_target_web: { hook: { name: path("hook"), url: webhook.rotate } },
        latchkey_rotated_secret_custom: {
          key: {
            name: path("api-key"),
            // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
            target: "${latchkey_target_web.hook.name}",
            ...PAYLOAD,
            auto_rotate: false,
            timeout_seconds: updated ? 20 : 40,
          },
        },
      }),
      // Without a key of its own the target has nothing to rotate, and nothing to retire.
      ...(isSeeded && {
        latchkey_rotated_secret_aws: {
          daily: {
            name: path("rotator"),
            target,
            interval_days: graced ? 30 : updated ? 7 : 1,
            ...(graced && { grace_rotation: true, grace_interval_days: 10, grace_hour: 0 }),
          },
        },
      }),
      latchkey_dynamic_secret_aws: {
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
          ...password,
          ...(createBeforeDestroy && { lifecycle: { create_before_destroy: true } }),
        },
        ...(twin && { twin: password }),
        ...(generated && {
          generated: {
            name: path("generated"),
            generate: { length: 40, symbols: false },
            value_wo_version: generated.version,
            keep_prev_version: true,
          },
        }),
      },
      ...(retirement &&
        isSeeded && {
          latchkey_seed_retirement: {
            seed: {
              target,
              // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
              rotator: "${latchkey_rotated_secret_aws.daily.name}",
              seed_user_arn: userArn,
              // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
              seed_key_id: "${latchkey_target_aws.seeded.seed_key_id}",
              quiet_period_seconds: waits.quietPeriodSeconds,
              depends_on: ["latchkey_dynamic_secret_aws.admin"],
            },
          },
        }),
    },
  };
}

/** Every object by its import id. What the gateway does not tell stands in the id, so that nothing is to be changed. */
function importsOfAll(path: (name: string) => string, userArn: string): readonly ImportBlock[] {
  return [
    { to: "latchkey_target_aws.seeded", id: `${path("seeded")},${userArn}` },
    { to: "latchkey_target_aws.keyless", id: `${path("keyless")},use_gateway_identity=true` },
    { to: "latchkey_rotated_secret_aws.daily", id: path("rotator") },
    { to: "latchkey_dynamic_secret_aws.admin", id: path("admin") },
    { to: "latchkey_static_secret.password", id: `${path("password")},value_wo_version=1` },
  ];
}
