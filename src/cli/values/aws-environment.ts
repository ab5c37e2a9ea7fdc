import type { IssuedAwsKey } from "../../gateway/index.js";

/**
 * By what the AWS CLI and the SDKs find other credentials than those in their environment, or that come before them: with
 * any of it a program could work as another identity than the one that was issued.
 */
const OTHER_IDENTITIES: readonly string[] = [
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_VAULT",
  "AWS_ACCESS_KEY",
  "AWS_SECRET_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_CREDENTIAL_EXPIRATION",
  "AWS_ROLE_ARN",
  "AWS_ROLE_SESSION_NAME",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
];

/**
 * The environment of a program that is to work with these credentials and no other: what surrounds it, with region and
 * endpoints, and the credentials by the names that every AWS SDK reads.
 *
 * @param endsAt told to the program where the credentials cannot be extended; null for others
 */
export function awsEnvironment(
  surroundings: NodeJS.ProcessEnv,
  { accessKeyId, secretAccessKey, sessionToken }: IssuedAwsKey,
  endsAt: Date | null,
): NodeJS.ProcessEnv {
  const kept = Object.entries(surroundings).filter(
    ([name]) => !OTHER_IDENTITIES.includes(name.toUpperCase()),
  );
  return {
    ...Object.fromEntries(kept),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey.reveal(),
    ...(sessionToken && { AWS_SESSION_TOKEN: sessionToken.reveal() }),
    ...(endsAt && { AWS_CREDENTIAL_EXPIRATION: endsAt.toISOString() }),
  };
}
