/** How AWS is reached as the deployer. What is left out comes from the SDK's own chain. */
export interface AwsSettings {
  /** Null: the profile's region, or `us-east-1`. */
  readonly region: string | null;
  readonly profile: string | null;
  readonly assumeRoleArn: string | null;
  readonly assumeRoleExternalId: string | null;
  /** Null: AWS itself. */
  readonly iamEndpoint: string | null;
  readonly stsEndpoint: string | null;
  /** Null, or left out: AWS itself. */
  readonly secretsManagerEndpoint?: string | null;
  /** Where the console's sign-in is. Null, or left out: AWS itself. */
  readonly signInEndpoint?: string | null;
  /** Whether proofs of identity are addressed to the region's STS host; they are to the global one otherwise. */
  readonly regionalSts: boolean;
  /** For one answer, in milliseconds; the SDK's own default is to wait for ever. @default 30000 */
  readonly requestTimeoutMs?: number;
  /** Before a request that a busy proxy has refused is made for the second time, in milliseconds; then twice as long. @default 300 */
  readonly busyProxyPauseMs?: number;
  /** How often a container's source of credentials is asked once more, a second later each. Default: the SDK's own. */
  readonly containerRetries?: number;
  /** Name and version that AWS logs with each call. */
  readonly userAgent: readonly [name: string, version: string];
}

/** What every method takes last. */
export interface AwsCallOptions {
  /** Ends reads at once. A request that changes something is let finish, because its outcome would be unknown. */
  readonly signal?: AbortSignal | undefined;
}

/** The same for a call of the SDK. */
export function stoppable(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal ? { abortSignal: signal } : {};
}
