import type { Clock } from "../domain/clock.js";
import type { SecretText } from "../domain/secret-text.js";
import type { CertificateFiles } from "./proofs/certificate.js";
import type { LoginSecret } from "./proofs/login-secret.js";

/** How to log in to the gateway. */
export type GatewayLogin =
  | { readonly kind: "access_key"; readonly accessId: string; readonly accessKey: SecretText }
  | { readonly kind: "aws_iam"; readonly accessId: string }
  | { readonly kind: "jwt"; readonly accessId: string; readonly jwt: LoginSecret }
  | {
      readonly kind: "k8s";
      readonly accessId: string;
      /** Name of the gateway's own configuration for the cluster. */
      readonly authConfigName: string;
      readonly serviceAccountToken: LoginSecret;
    }
  /** The token says by itself of which auth method it is. */
  | { readonly kind: "universal_identity"; readonly accessId?: string; readonly uidToken: LoginSecret }
  | ({ readonly kind: "cert"; readonly accessId: string } & CertificateFiles)
  /** A token that was obtained elsewhere; it is used as it is and cannot be renewed. */
  | { readonly kind: "token"; readonly token: SecretText };

export interface GatewaySettings {
  /** Base URL of the V2 REST API; its path is kept, a slash at its end makes no difference. */
  readonly url: string;
  readonly login: GatewayLogin;
  /** For one answer, in milliseconds. */
  readonly requestTimeoutMs: number;
  /**
   * How long a gateway that is not there yet is waited for before the first command, in milliseconds. Default: 0.
   */
  readonly waitMs?: number;
  /** Sent as it is, such as `latchkey/0.1.0`. */
  readonly userAgent: string;
}

/** What the client needs from outside. */
export interface GatewaySurroundings {
  readonly clock: Clock;
  /** Makes the proof of an AWS identity for the login kind `aws_iam`; see cloud-id.ts. */
  readonly cloudId: () => Promise<SecretText>;
  /** Who this process is to AWS, for the error of a login that is refused. Default: it is not told. */
  readonly awsArn?: () => Promise<string>;
  /** Told about waits, retries and renewed logins, for a debug log. Never holds a secret. */
  readonly note: (message: string) => void;
  /** Told what a person has to wait for. Never holds a secret. Default: `note`. */
  readonly progress?: (message: string) => void;
}

/** What a create takes last. */
export interface CreateOptions extends GatewayCallOptions {
  /** Borne by the new object until it is taken away; see domain/making-mark.ts. Default: none. */
  readonly mark?: string;
}

/** What every method takes last. */
export interface GatewayCallOptions {
  /**
   * Ends waits and reads at once. A request that changes something is let finish (it is bounded by the request
   * timeout), because its outcome would be unknown otherwise; nothing new is begun after it.
   */
  readonly signal?: AbortSignal | undefined;
  /** Called before a request is sent once more; what it throws ends the command. Default: nothing is asked. */
  readonly beforeAgain?: (() => Promise<void>) | undefined;
}
