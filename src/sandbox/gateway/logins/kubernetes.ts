import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { jwtInBase64, reviewedToken } from "../effects/token-review.js";
import { textIn } from "../kinds/settings.js";
import { notAuthenticated } from "../refusal.js";
import { type Bound, withinBounds } from "./bounds.js";
import { type LoginProof, notLetIn } from "./proof.js";

const BOUNDS: readonly Bound[] = [
  ["service_account_name", "bound-sa-names"],
  ["pod_name", "bound-pod-names"],
  ["namespace", "bound-namespaces"],
];

/**
 * The caller bears the token of a service account, of which the cluster of the gateway's configuration says that it is
 * good. The configuration has the private key of the auth method, by which the gateway vouches for it. The names of
 * the claims are inferred.
 */
export const byKubernetes: LoginProof = async ({ method, fields, world }) => {
  const name = fields.text("k8s-auth-config-name") ?? "";
  const config = world.store.k8sConfigs.byName(name.startsWith("/") ? name : `/${name}`);
  if (!config || config.accessId !== method.accessId) {
    throw notAuthenticated("the gateway has no such Kubernetes configuration");
  }
  if (!isPairOf(config.signingKey.reveal(), textIn(method.settings, "public-key"))) throw notLetIn();
  const token = jwtInBase64(fields.text("k8s-service-account-token") ?? "");
  if (token === undefined) throw notAuthenticated("the service account token is no JWT in base64");
  const audience = textIn(method.settings, "audience");
  const { serviceAccount, namespace, pod } = await reviewedToken(token, { ...config, audience });
  const claims = {
    config_name: [config.name],
    service_account_name: [serviceAccount],
    namespace: [namespace],
    ...(pod !== undefined && { pod_name: [pod] }),
  };
  if (!withinBounds(claims, method.settings, BOUNDS)) throw notLetIn();
  return claims;
};

/** Whether a private key and a public one, each PEM or that in base64, belong together. */
function isPairOf(privateKey: string, publicKey: string): boolean {
  try {
    const told = (key: KeyObject) => key.export({ type: "spki", format: "pem" });
    return told(createPublicKey(createPrivateKey(pem(privateKey)))) === told(createPublicKey(pem(publicKey)));
  } catch {
    return false;
  }
}

const pem = (text: string): string =>
  text.includes("-----BEGIN") ? text : Buffer.from(text, "base64").toString("utf8");
