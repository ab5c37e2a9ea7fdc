/** The resource type of this provider for rotators of AWS targets, and the name under which older states have it. */
export const ROTATOR_TYPES: readonly string[] = ["latchkey_rotated_secret_aws", "latchkey_rotator_aws"];
