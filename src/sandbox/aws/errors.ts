/** HTTP status of each error code that the local AWS answers with; Lambda's own differ, see `wording.ts`. */
const STATUS = {
  AccessDenied: 403,
  AccessDeniedException: 400,
  ConcurrentModification: 409,
  DecryptionFailure: 400,
  DeleteConflict: 409,
  EntityAlreadyExists: 409,
  EntityTemporarilyUnmodifiable: 409,
  EncryptionFailure: 400,
  ExpiredToken: 403,
  ExpiredTokenException: 400,
  IncompleteSignature: 403,
  IncompleteSignatureException: 400,
  InternalFailure: 500,
  InternalServiceError: 500,
  InvalidAction: 400,
  InvalidClientTokenId: 403,
  InvalidInput: 400,
  InvalidNextTokenException: 400,
  InvalidParameterException: 400,
  InvalidRequestContentException: 400,
  InvalidRequestException: 400,
  InvalidSignatureException: 400,
  LimitExceeded: 409,
  LimitExceededException: 400,
  MalformedPolicyDocument: 400,
  MalformedPolicyDocumentException: 400,
  MissingAction: 400,
  MissingAuthenticationToken: 403,
  MissingAuthenticationTokenException: 400,
  NoSuchEntity: 404,
  PreconditionNotMetException: 400,
  PublicPolicyException: 400,
  ResourceExistsException: 400,
  ResourceNotFoundException: 400,
  SandboxUnsupported: 400,
  SerializationException: 400,
  ServiceFailure: 500,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  Throttling: 400,
  ThrottlingException: 400,
  TooManyRequestsException: 429,
  UnknownOperationException: 400,
  UnrecognizedClientException: 400,
  ValidationError: 400,
  ValidationException: 400,
} as const;

export type AwsErrorCode = keyof typeof STATUS;

/** An error of the AWS wire protocol: what the caller did is refused, and nothing was changed. */
export class AwsError extends Error {
  readonly code: AwsErrorCode;
  readonly status: number;

  /** `status`: HTTP status, where a service answers this code with another than most do. */
  constructor(code: AwsErrorCode, message: string, status?: number) {
    super(message);
    this.name = "AwsError";
    this.code = code;
    this.status = status ?? STATUS[code];
  }
}

/** Something that AWS can do and the sandbox cannot: never answered as if it had been done. */
export function unsupported(what: string): AwsError {
  return new AwsError("SandboxUnsupported", `This is Latchkey's local AWS sandbox, not AWS itself: ${what}`);
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
