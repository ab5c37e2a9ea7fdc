import { AwsError, type AwsErrorCode } from "./errors.js";

/** The services that the sandbox has, as signatures name them. */
export type AwsService = "iam" | "sts" | "secretsmanager" | "lambda";

/** How services with JSON call what the Query API calls otherwise. */
const IN_JSON: Readonly<Partial<Record<AwsErrorCode, AwsErrorCode>>> = {
  AccessDenied: "AccessDeniedException",
  ExpiredToken: "ExpiredTokenException",
  IncompleteSignature: "IncompleteSignatureException",
  InternalFailure: "InternalServiceError",
  InvalidClientTokenId: "UnrecognizedClientException",
  MalformedPolicyDocument: "MalformedPolicyDocumentException",
  MissingAuthenticationToken: "MissingAuthenticationTokenException",
  SignatureDoesNotMatch: "InvalidSignatureException",
  Throttling: "ThrottlingException",
  ValidationError: "ValidationException",
};

/** HTTP statuses of Lambda, whose API is REST. */
const OF_LAMBDA: Readonly<Partial<Record<AwsErrorCode, number>>> = {
  AccessDeniedException: 403,
  ExpiredTokenException: 403,
  IncompleteSignatureException: 403,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  ResourceNotFoundException: 404,
  UnrecognizedClientException: 403,
};

/** An error in the code and with the status that a service has for it. */
export function inWordsOf(service: string | undefined, error: AwsError): AwsError {
  if (service !== "secretsmanager" && service !== "lambda") return error;
  const code = IN_JSON[error.code] ?? error.code;
  const status = service === "lambda" ? OF_LAMBDA[code] : undefined;
  return new AwsError(code, error.message, status);
}
