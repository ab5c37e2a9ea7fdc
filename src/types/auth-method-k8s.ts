import { attr } from "../vocabulary/index.js";
import { pem } from "./attributes/pem.js";
import { anyOf, audienceOf, authMethod, ofAuthMethods } from "./families/auth-method.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { pemText } from "./wire/index.js";

const { family, commands, at } = authMethod("k8s");

/** Lets workloads of a Kubernetes cluster log in. */
export const authMethodK8s = gatewayType({
  type: "auth_method_k8s",
  noun: "Kubernetes auth method",
  doc: "Lets workloads of a Kubernetes cluster log in by the tokens of their service accounts. The key pair is made elsewhere and only its public key comes here: of a pair that the gateway makes, the private key would come with an answer.",
  family,
  commands,
  fixed: { create: { "gen-key": "false" }, update: { "gen-key": "false" } },
  attributes: {
    ...ofAuthMethods,
    public_key: attr.required.string({
      doc: "The public key (RSA, 2048 bits) of the pair whose private key the gateway's Kubernetes configuration has: PEM, or that in base64.",
      ...pem,
      examples: ["cHVibGljLWtleS1vbmU=", "cHVibGljLWtleS10d28="],
      wire: pemText("public-key", { told: at("pub_key") }),
    }),
    audience: audienceOf(at),
    bound_sa_names: anyOf(
      "Names of the service accounts that may log in.",
      "bound-sa-names",
      at("bound_service_account_names"),
      "deployer",
      "reader",
    ),
    bound_pod_names: anyOf(
      "Names of the pods that may log in.",
      "bound-pod-names",
      at("bound_pod_names"),
      "web-0",
      "web-1",
    ),
    bound_namespaces: anyOf(
      "Namespaces from which logins may come.",
      "bound-namespaces",
      at("bound_namespaces"),
      "prod",
      "stage",
    ),
  },
});
