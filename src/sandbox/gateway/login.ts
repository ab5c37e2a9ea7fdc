import type { CommandFields } from "./fields.js";
import {
  API_KEY,
  type AuthKind,
  AWS_IAM,
  CERTIFICATE,
  K8S,
  OAUTH2,
  OIDC,
  UNIVERSAL_IDENTITY,
} from "./kinds/auth-kinds.js";
import { numberIn } from "./kinds/settings.js";
import { byAccessKey } from "./logins/access-key.js";
import { byAwsIdentity } from "./logins/aws-iam.js";
import { withinBlocks } from "./logins/bounds.js";
import { byCertificate } from "./logins/certificate.js";
import { byJwt } from "./logins/jwt.js";
import { byKubernetes } from "./logins/kubernetes.js";
import { byOidc } from "./logins/oidc.js";
import { type LoginProof, notLetIn } from "./logins/proof.js";
import { byUniversalIdentity } from "./logins/universal-identity.js";
import type { AuthMethod } from "./records/auth-method.js";
import { GatewayRefusal, invalidRequest, notAuthenticated } from "./refusal.js";
import type { TokenSession } from "./session.js";
import type { GatewayWorld } from "./world.js";

/** The words that clients send for a kind of login: the kind of auth method that it needs, and what has to be proven. */
const LOGINS: Readonly<Record<string, { readonly kind: AuthKind; readonly proof: LoginProof }>> = {
  access_key: { kind: API_KEY, proof: byAccessKey },
  api_key: { kind: API_KEY, proof: byAccessKey },
  aws_iam: { kind: AWS_IAM, proof: byAwsIdentity },
  cert: { kind: CERTIFICATE, proof: byCertificate },
  jwt: { kind: OAUTH2, proof: byJwt },
  k8s: { kind: K8S, proof: byKubernetes },
  oidc: { kind: OIDC, proof: byOidc },
  universal_identity: { kind: UNIVERSAL_IDENTITY, proof: byUniversalIdentity },
};

/**
 * Opens a session for whoever proves to be what the auth method asks for. Throws 401 for any other caller.
 * @param address from which the request came
 */
export async function logIn(
  fields: CommandFields,
  world: GatewayWorld,
  address: string,
): Promise<TokenSession> {
  const accessType = fields.text("access-type") ?? "access_key";
  const login = LOGINS[accessType];
  if (!login)
    throw new GatewayRefusal(400, `access type ${JSON.stringify(accessType)} is not served by this gateway`);
  const method = methodOf(login.kind, fields, world);
  if (!method || method.kind !== login.kind) throw notLetIn();
  const expires = numberIn(method.settings, "access-expires");
  if (expires !== 0 && expires * 1000 <= world.clock.now().getTime()) {
    throw notAuthenticated("access id has expired");
  }
  // The sandbox is caller's neighbour and its own gateway, so that both kinds of bound are about the same address.
  for (const wire of ["bound-ips", "gw-bound-ips"]) {
    if (!withinBlocks(address, method.settings, wire)) throw notLetIn();
  }
  return world.sessions.open(method, await login.proof({ method, fields, world }));
}

/** By its access id; a token of universal identity says by itself of which auth method it is. */
function methodOf(kind: AuthKind, fields: CommandFields, world: GatewayWorld): AuthMethod | undefined {
  const accessId = fields.text("access-id");
  if (kind === UNIVERSAL_IDENTITY) {
    const { authMethodId } = world.uidTokens.require(fields.text("uid-token"), world.clock.now());
    const method = world.store.authMethods.byId(authMethodId);
    return accessId === undefined || method?.accessId === accessId ? method : undefined;
  }
  if (accessId === undefined) throw invalidRequest("Missing required parameter - AccessId");
  return world.store.authMethods.all().find((candidate) => candidate.accessId === accessId);
}
