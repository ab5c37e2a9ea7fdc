/** HTTP status of each error code that the local IAM/STS answers with. */
const STATUS = {
  AccessDenied: 403,
  ConcurrentModification: 409,
  DeleteConflict: 409,
  EntityAlreadyExists: 409,
  EntityTemporarilyUnmodifiable: 409,
  ExpiredToken: 403,
  IncompleteSignature: 403,
  InternalFailure: 500,
  InvalidAction: 400,
  InvalidClientTokenId: 403,
  InvalidInput: 400,
  LimitExceeded: 409,
  MalformedPolicyDocument: 400,
  MissingAction: 400,
  MissingAuthenticationToken: 403,
  NoSuchEntity: 404,
  SandboxUnsupported: 400,
  ServiceFailure: 500,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  Throttling: 400,
  ValidationError: 400,
} as const;

export type AwsErrorCode = keyof typeof STATUS;

/** An error of the AWS wire protocol: what the caller did is refused, and nothing was changed. */
export class AwsError extends Error {
  readonly code: AwsErrorCode;
  readonly status: number;

  constructor(code: AwsErrorCode, message: string) {
    super(message);
    this.name = "AwsError";
    this.code = code;
    this.status = STATUS[code];
  }
}

/** Something that AWS can do and the sandbox cannot: never answered as if it had been done. */
export function unsupported(what: string): AwsError {
  return new AwsError("SandboxUnsupported", `This is Latchkey's local IAM/STS sandbox, not AWS: ${what}`);
}

/** A parameter that breaks a constraint, in the words of AWS. */
export function invalidParameter(parameter: string, value: string | null, constraint: string): AwsError {
  const member = parameter.charAt(0).toLowerCase() + parameter.slice(1);
  const seen = value === null ? "null" : `'${value}'`;
  return new AwsError(
    "ValidationError",
    `1 validation error detected: Value ${seen} at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );
}
