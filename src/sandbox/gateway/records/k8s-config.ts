import type { SecretText } from "../../../domain/secret-text.js";

/** How the gateway asks a Kubernetes cluster whose token it was given. */
export interface K8sConfig {
  readonly id: number;
  readonly name: string;
  /** The access id of the auth method that it is for. */
  accessId: string;
  /** The private key of the pair whose public key the auth method has: PEM, or that in base64. */
  signingKey: SecretText;
  /** URL of the cluster's API. */
  host: string;
  reviewerToken: SecretText | null;
}
