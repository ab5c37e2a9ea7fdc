import { pauseMs, pausePolicies } from "../domain/backoff.js";
import type { RequestFields } from "../domain/request-fields.js";
import { SecretInBase64 } from "../domain/secret-in-base64.js";
import { SecretText } from "../domain/secret-text.js";
import { certificateProof } from "./proofs/certificate.js";
import { gitHubToken } from "./proofs/github-token.js";
import type { LoginSecret } from "./proofs/login-secret.js";
import { secretInFile } from "./proofs/secret-in-file.js";
import type { GatewayLogin, GatewaySurroundings } from "./settings.js";

/** A way to log in that ends with a command of the gateway. */
export type AskedLogin = Exclude<GatewayLogin, { readonly kind: "token" }>;

/** What a login needs from outside. */
export interface LoginHelp extends Pick<GatewaySurroundings, "clock" | "cloudId"> {
  /** The gateway's challenge for a certificate. */
  readonly challenge: (fields: RequestFields) => Promise<string>;
}

/** The fields of `auth` for one way to log in. Throws GATEWAY_PROOF_UNUSABLE where there is nothing to show. */
export async function loginFields(login: AskedLogin, help: LoginHelp): Promise<RequestFields> {
  const common = {
    "access-type": login.kind,
    ...(login.accessId !== undefined && { "access-id": login.accessId }),
  };
  switch (login.kind) {
    case "access_key":
      return { ...common, "access-key": login.accessKey };
    case "jwt":
      return { ...common, jwt: await secretOf(login.jwt, "token", help) };
    case "aws_iam":
      return { ...common, "cloud-id": await help.cloudId() };
    case "k8s":
      return {
        ...common,
        "k8s-auth-config-name": login.authConfigName,
        // In base64, as the gateway's own clients send it.
        "k8s-service-account-token": new SecretInBase64(
          await secretOf(login.serviceAccountToken, "service account token", help),
        ),
      };
    case "universal_identity":
      return { ...common, "uid-token": await secretOf(login.uidToken, "universal identity token", help) };
    case "cert": {
      const proof = await certificateProof(login, help.clock.now());
      const certificate = { "access-id": login.accessId, "cert-data": proof.certData };
      const challenge = await help.challenge(certificate);
      return {
        ...common,
        ...certificate,
        "cert-challenge": challenge,
        "signed-cert-challenge": proof.sign(challenge),
      };
    }
  }
}

/** The credential itself, had anew for this login where it is not held. */
async function secretOf(secret: LoginSecret, what: string, { clock }: LoginHelp): Promise<SecretText> {
  if (secret instanceof SecretText) return secret;
  if ("file" in secret) return secretInFile(secret.file, what);
  return gitHubToken(secret, (attempt) =>
    clock.sleep(pauseMs(pausePolicies.gateway, attempt, clock.random())),
  );
}
