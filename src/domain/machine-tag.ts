/**
 * The tag that dedicates an IAM user to exactly one secret of AWS Secrets Manager; its value is the secret's name or
 * ARN. Terraform sets it once, with the user; only keys of a user that carries it are ever touched (I7).
 */
export const MACHINE_TAG = "latchkey:secret";
