import type { Stack, TargetResource, UserResource } from "../state/stack.js";
import { addressPartsOf, labelFrom, lines, ROOT } from "./address-parts.js";
import type { KeySubject } from "./candidate.js";

/** How the configuration of a target changes when Terraform's key is gone. */
export interface TargetEdit {
  readonly address: string;
  /** Sentences for a person. */
  readonly why: string;
  /** Whether Terraform is to forget the resource that it replaces. */
  readonly forgets: boolean;
  readonly hcl: string;
  readonly cdktf: string;
}

/**
 * What to write instead of a target that was given Terraform's key: one that is seeded by the key's user. The target in
 * the gateway, and the key that it works with now, stay. Undefined where there is nothing to change.
 */
export function targetEdit(
  { targetResource: target, keyResource, user }: KeySubject,
  { users, retirements }: Stack,
): TargetEdit | undefined {
  if (!target || !user) return undefined;
  if (target.seed) {
    // With a retirement in the configuration, the next apply finds out by itself that the seed is gone.
    return retirements.some((one) => one.target === target.path) ? undefined : retirementFor(target);
  }
  if (!keyResource) return undefined;
  const owner = users.find(({ arn }) => arn === user.arn);
  return seededInstead(target, user.arn, owner);
}

function seededInstead(target: TargetResource, userArn: string, owner: UserResource | undefined): TargetEdit {
  const { module, name, key } = addressPartsOf(target);
  // Two resources of one type need two names; those of two types do not.
  const fresh = target.type === "latchkey_target_aws" ? `${name}_seeded` : name;
  // What is written here names one target: it cannot stand in the place of many.
  const isOneOfMany = key !== "" || module.includes("[");
  const place = isOneOfMany ? "" : module;
  const label = isOneOfMany ? labelFrom(`${module}${fresh}${key}`) : fresh;
  const id = `${target.path},${userArn}`;
  const owned = owner && sameModule(owner, target) && !isOneOfMany ? `${localOf(owner)}.arn` : undefined;
  const official = target.type === "akeyless_target_aws";
  const [inModule, inRoot] = place === "" ? [] : [`# In ${place.slice(0, -1)}:`, ROOT];
  return {
    address: target.address.text,
    why: official
      ? "At every refresh the official provider writes the key that the gateway holds, with its secret, into the state. Let Terraform forget that resource and import the target as one that never reads the secret. Copy its description and region; let what refers to the old address refer to the new one."
      : "It was given the key that is gone. Let Terraform forget that resource and import the target as one that is seeded by its user, so that destroy removes its key, too. Copy its description and region; let what refers to the old address refer to the new one.",
    forgets: true,
    hcl: lines(
      inModule ?? (module === "" ? undefined : ROOT),
      `resource "latchkey_target_aws" ${JSON.stringify(label)} {`,
      `  name          = ${JSON.stringify(target.path)}`,
      `  seed_user_arn = ${owned ?? JSON.stringify(userArn)}`,
      "}",
      "",
      inRoot,
      "import {",
      `  to = ${place}latchkey_target_aws.${label}`,
      `  id = ${JSON.stringify(id)}`,
      "}",
    ),
    cdktf: lines(
      `new LatchkeyTargetAws(stack, ${JSON.stringify(label)}, {`,
      `  name: ${JSON.stringify(target.path)},`,
      `  seedUserArn: ${JSON.stringify(userArn)},`,
      `}).importFrom(${JSON.stringify(id)});`,
    ),
  };
}

function retirementFor(target: TargetResource): TargetEdit {
  const { name, key } = addressPartsOf(target);
  const at = `latchkey_target_aws.${name}${key}`;
  return {
    address: target.address.text,
    why: "Its configuration retires no seed. With this resource every later seed, such as that of a target made anew, is retired by the apply itself. Let `rotator` refer to the target's rotator.",
    forgets: false,
    hcl: [
      `resource "latchkey_seed_retirement" ${JSON.stringify(labelFrom(name + key))} {`,
      `  target        = ${at}.name`,
      "  rotator       = latchkey_rotated_secret_aws.NAME.name",
      `  seed_user_arn = ${at}.seed_user_arn`,
      `  seed_key_id   = ${at}.seed_key_id`,
      "}",
      "",
    ].join("\n"),
    cdktf: `new SeedRetirement(stack, ${JSON.stringify(`${name}_retirement`)}, { target, rotator });\n`,
  };
}

function sameModule({ address }: UserResource, target: TargetResource): boolean {
  return address.text === `${addressPartsOf(target).module}${localOf({ address })}`;
}

/** An address as it is written within its module. */
function localOf({ address: { text } }: Pick<UserResource, "address">): string {
  return text.slice(text.lastIndexOf("aws_iam_user."));
}
