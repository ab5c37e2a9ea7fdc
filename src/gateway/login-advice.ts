import type { AskedLogin } from "./login.js";

/** What to do where the gateway does not let a caller in, by what that caller has shown. */
export const LOGIN_ADVICE: { readonly [K in AskedLogin["kind"]]: string } = {
  access_key:
    "Check access_id and access_key: a key that was reset is refused from then on. The auth method may be bound to other addresses, or have ended (access_expires).",
  aws_iam:
    "The AWS identity of this process is not, or not any more, one that the auth method is bound to: compare it with the accounts, ARNs, role names and ids, resource ids, users and addresses that the auth method names. Attach the role again that it is bound to, or have the auth method name the new one; nothing else has to be cleared, because no login is kept outside of this process.",
  jwt: "Compare what the token says of itself with the issuer, the audience, the keys and the unique identifier of the auth method. A token that has ended has to be issued anew.",
  k8s: "Check that the gateway has this Kubernetes configuration for this access id, that the cluster still knows the service account, and that the auth method is bound to it: its name, namespace and pod.",
  universal_identity:
    "The token was rotated by another bearer, was revoked or has ended. Have a new one made (uid-generate-token), and let one process alone rotate it.",
  cert: "Check that the certificate was issued by the authority that the auth method has, is not revoked there, and that its names are within the bounds.",
};
