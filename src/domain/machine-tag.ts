/**
 * The tag that dedicates an IAM user to exactly one secret: its value is the name or ARN of one of AWS Secrets
 * Manager, or the path of a static secret of the gateway. Terraform sets it once, with the user; only keys of a user
 * that carries it are ever touched (I7).
 */
export const MACHINE_TAG = "latchkey:secret";
