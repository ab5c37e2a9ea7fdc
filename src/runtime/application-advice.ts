import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";

const LOGIN =
  "Give createSecrets({ gateway }) one complete way to log in, or the environment: accessId with accessKey, accessId with jwt, accessId alone (AWS IAM), token, or what Kubernetes, universal identity, a certificate or a profile of the CLI needs.";
const LATER = "Read it again later; a secret that was read before is served meanwhile, for staleSeconds.";

/** What an application does about what the catalogue advises those who work with Terraform on. */
const ADVICE: { readonly [C in FaultCode]?: string } = {
  GATEWAY_URL_MISSING:
    "Give createSecrets({ gateway: { gatewayUrl } }) the base URL of the gateway's V2 REST API, or set LATCHKEY_GATEWAY_URL in the environment.",
  GATEWAY_LOGIN_MISSING: LOGIN,
  GATEWAY_LOGIN_CONTRADICTING: LOGIN,
  GATEWAY_WRONG_URL:
    "Point gatewayUrl, or LATCHKEY_GATEWAY_URL, at the gateway's V2 REST API: usually https://HOST:8000/api/v2 or https://HOST:8081/v2.",
  GATEWAY_RATE_LIMITED: LATER,
  GATEWAY_TIMEOUT: LATER,
  GATEWAY_FAILED: `${LATER} If it stays, the gateway's own log tells more.`,
  GATEWAY_UNREACHABLE: `Check that the gateway runs and that its host and port can be reached from here. ${LATER}`,
  GATEWAY_REPLY_LOST: "Read it again: a credential that was issued without a reply ends with its time.",
  GATEWAY_REFUSED: "Correct what the gateway names; its own log, and that of the producer, tell more.",
  GATEWAY_INTERRUPTED: "Read it again if it is still needed.",
  GATEWAY_OBJECT_MISSING: "Check the path of the secret, and that it exists in this gateway.",
  GATEWAY_OBJECT_KIND: "Correct the kind that the options name for this path, or leave it out.",
};

/** The same fault with advice that fits an application; what is no fault, or needs no other advice, as it is. */
export function asApplicationsFault(error: unknown): unknown {
  if (!Fault.is(error)) return error;
  const advice = ADVICE[error.code];
  return advice === undefined ? error : new Fault(error.code, { ...error.details, advice });
}
