/**
 * Seconds between the deactivation of a seed and the second proof, where the caller does not say otherwise. AWS
 * honours a dead key for three to four seconds more
 * (https://www.offensai.com/blog/eventual-consistency-resistant-iam-containment-aws-incident-response).
 */
export const DEFAULT_QUIET_SECONDS = 15;
