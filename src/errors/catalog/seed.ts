import type { CatalogEntry } from "../catalog-entry.js";

/** The seed key's life. */
export const seedFaults = {
  SEED_ACCOUNT_MISMATCH: {
    summary: "Deployer belongs to another AWS account",
    advice:
      "Run with credentials of the account that the IAM user's ARN names, for example through aws.profile or aws.assume_role_arn of the provider.",
  },
  SEED_CALLER_IS_USER: {
    summary: "Caller works with a key of the gateway's own user",
    advice:
      "Run with credentials of another identity, for example of a role for deployments, through aws.profile or aws.assume_role_arn of the provider, or AWS_PROFILE: keys of this user are about to end, and the caller's access would end with them.",
  },
  SEED_USER_MISSING: {
    summary: "Dedicated IAM user missing",
    advice: "Create the user in the same configuration, and refer to its arn attribute.",
  },
  SEED_USER_ARN_MISMATCH: {
    summary: "IAM user has another ARN",
    advice: "Refer to the arn attribute of the aws_iam_user resource, so that path and partition are right.",
  },
  SEED_USER_NOT_DEDICATED: {
    summary: "IAM user not dedicated to this target",
    advice:
      "Give the user the tag latchkey:target with the target's path as its value; only keys of a user that carries it are ever touched.",
  },
  SEED_TARGET_EXISTS: {
    summary: "Target exists already and holds another key",
    advice: "Import the target, choose another name, or delete it in the gateway.",
  },
  SEED_TARGET_MISSING: {
    summary: "Target missing in the gateway",
    advice: "Plan again: the target is then created anew.",
  },
  SEED_KEY_UNUSABLE: {
    summary: "New access key does not begin to work",
    advice: "Apply again: what was left behind is cleaned up first.",
  },
  SEED_KEY_OF_ANOTHER: {
    summary: "Access key belongs to another identity",
    advice: "Check the provider's STS endpoint: it names another identity for a key of this user.",
  },
  SEED_MINT_UNCLEAR: {
    summary: "Access key could not be created for certain",
    advice: "Apply again: what was left behind is cleaned up first.",
  },
  SEED_HAND_OVER_UNCLEAR: {
    summary: "Hand-over of the access key not confirmed",
    advice: "Apply again: the target is looked up first.",
  },
  SEED_KEY_NOT_OURS: {
    summary: "IAM user has a key that Latchkey did not make",
    advice: "Give the target a user of its own; or delete the key, if nothing works with it, and plan again.",
  },
  SEED_AT_WORK: {
    summary: "Another run works on this target",
    advice: "Let it end, and plan again.",
  },
  SEED_JOURNAL_UNREADABLE: {
    summary: "Journal entry of the target cannot be read",
    advice: "Work with the version that wrote it.",
  },
  SEED_JOURNAL_OF_ANOTHER: {
    summary: "Journal entry of the target tells of another user",
    advice: "Retire that user's seed first, and delete the entry.",
  },
  SEED_JOURNAL_UNCLEAR: {
    summary: "Journal entry could not be written for certain",
    advice: "Apply again: the entry is looked up first.",
  },
  SEED_KEY_SLOTS_TAKEN: {
    summary: "IAM user has keys that cannot be judged",
    advice: "Delete the key that nothing uses any more, and apply again.",
  },
  KEY_SLOTS_IN_GRACE: {
    summary: "Both keys that AWS allows are the gateway's, one of them in its grace",
    advice: "Do it again once the grace has ended.",
  },
  SEED_UNKNOWN_KEY: {
    summary: "IAM user has a key that nobody accounts for",
    advice: "Find out who made it; if nothing uses it, delete it and apply again.",
  },
  SEED_HELD_KEY_FOREIGN: {
    summary: "Gateway holds a key that is not the user's",
    advice:
      "Ask for a fresh seed: set seed_version of the target to another number, or to a first one, and apply. The target stays.",
  },
  SEED_HELD_KEY_INACTIVE: {
    summary: "Gateway holds a deactivated key",
    advice: "Activate the key again if it was deactivated by mistake, and apply again.",
  },
  SEED_HELD_KEY_UNREADABLE: {
    summary: "Target's details cannot be read",
    advice: "Let the caller read the target in the gateway, and apply again.",
  },
  SEED_TARGET_WITHOUT_KEY: {
    summary: "Target holds no access key",
    advice:
      "Ask for a fresh seed: set seed_version of the target to another number, or to a first one, and apply. The target stays.",
  },
  SEED_ROTATOR_MISSING: {
    summary: "Rotator missing",
    advice: "Create the rotator of the target first, and let the retirement refer to it.",
  },
  SEED_ROTATION_UNSEEN: {
    summary: "Gateway did not replace the seed",
    advice:
      "Look at the rotator in the gateway: the user's policy must let it create, list, update and delete its own keys. Then apply again.",
  },
  SEED_PROOF_IMPOSSIBLE: {
    summary: "Working key cannot be proven",
    advice:
      "Let the caller read the target's details, or set proof_producer to a dynamic producer of the target that it may use.",
  },
  SEED_WORKING_KEY_UNPROVEN: {
    summary: "Working key does not work",
    advice: "Look at the target in the gateway; apply again once its key works.",
  },
  SEED_SECOND_PROOF_FAILED: {
    summary: "Working key failed once the seed was off",
    advice:
      "Find out what stopped the working key, or whether something still used the seed; then apply again.",
  },
  SEED_REGION_CHANGE_RACED: {
    summary: "Gateway rotated while its target was changed",
    advice: "Apply again: the new key is then retired.",
  },
  SEED_UNSTABLE: {
    summary: "Keys change while they are looked at",
    advice: "Make sure that nothing else manages the keys of this user, and apply again.",
  },
  SEED_INTERRUPTED: {
    summary: "Interrupted",
    advice: "Apply again to go on from here.",
  },
  SEED_IMPORT_ID_MALFORMED: {
    summary: "Import id malformed",
    advice:
      "Import a seed retirement as TARGET,rotator=PATH,seed_user_arn=ARN,seed_key_id=ID, or in short as TARGET,ROTATOR,USER_ARN,SEED_KEY_ID.",
  },
} as const satisfies Record<string, CatalogEntry>;
