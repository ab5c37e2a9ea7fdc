/**
 * The tag that dedicates an IAM user to exactly one gateway target; its value is the target's path with a
 * leading slash. Terraform sets it once, with the user; only keys of a user that carries it are ever touched (I7).
 */
export const DEDICATION_TAG = "latchkey:target";
