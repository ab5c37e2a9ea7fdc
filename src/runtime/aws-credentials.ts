import { Fault } from "../errors/fault.js";
import type { Secret } from "./secret.js";
import type { Secrets } from "./secrets.js";
import { sharedSecrets } from "./shared-secrets.js";

/** AWS credentials as the SDK v3 takes them (`AwsCredentialIdentity`); its packages are not needed. */
export interface AwsSdkCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** From 5 minutes before this time on the SDK asks again with each request, which memory answers. */
  readonly expiration: Date;
}

export interface AwsCredentialsOptions {
  /** Path of a dynamic secret that issues AWS credentials, or of a static or rotated one that holds an access key. */
  readonly secret: string;
  /** Default: the shared client, made from the environment. */
  readonly secrets?: Secrets;
}

/** What the gateway, and those who write static secrets, call the parts. */
const NAMES = {
  id: ["access_key_id", "accessKeyId", "aws_access_key_id", "AWS_ACCESS_KEY_ID", "AccessKeyId", "username"],
  key: [
    "secret_access_key",
    "secretAccessKey",
    "aws_secret_access_key",
    "AWS_SECRET_ACCESS_KEY",
    "SecretAccessKey",
    "password",
  ],
  token: [
    "security_token",
    "session_token",
    "sessionToken",
    "aws_session_token",
    "AWS_SESSION_TOKEN",
    "SessionToken",
  ],
} as const;

/**
 * A credential provider for clients of the AWS SDK v3: `new S3Client({ credentials: awsCredentials({ secret }) })`.
 * Credentials are renewed before they expire, once for all clients that use the same path.
 *
 * @throws (the provider) Fault SECRET_FIELD_MISSING for a secret without an access key; those of `Secrets.get`
 */
export function awsCredentials({
  secret: path,
  secrets,
}: AwsCredentialsOptions): () => Promise<AwsSdkCredentials> {
  return async () => credentialsFrom(await (secrets ?? sharedSecrets()).get(path));
}

function credentialsFrom(secret: Secret): AwsSdkCredentials {
  const token = fieldOf(secret, NAMES.token);
  const accessKeyId = fieldOf(secret, NAMES.id);
  const secretAccessKey = fieldOf(secret, NAMES.key);
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new Fault("SECRET_FIELD_MISSING", {
      doing: `making AWS credentials of secret ${JSON.stringify(secret.path)}`,
      seen: `it has no ${accessKeyId === undefined ? "access key id" : "secret access key"} under any of the usual names`,
      state: "The secret was read and is kept; nothing was changed.",
      advice: `Name the fields of the secret ${NAMES.id[0]} and ${NAMES.key[0]}, or read it with get() and name them for the SDK.`,
    });
  }
  return {
    accessKeyId,
    secretAccessKey,
    ...(token !== undefined && token !== "" && { sessionToken: token }),
    // Without a time the SDK would keep a key that is rotated for ever. One that is over by now makes it ask each time.
    expiration: secret.expiresAt ?? secret.readAt,
  };
}

function fieldOf(secret: Secret, names: readonly string[]): string | undefined {
  const name = names.find((candidate) => secret.has(candidate));
  return name === undefined ? undefined : secret.reveal(name);
}
