import type { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import { obstacleOf } from "../net/obstacle.js";
import { awsCode, awsFault } from "./aws-faults.js";
import type { AwsCredentials, Connection } from "./connection.js";
import { type AwsCallOptions, stoppable } from "./settings.js";
import { stsSigningRegion } from "./signing-region.js";
import { provingRegions, stsAddress } from "./sts-host.js";

/** A caller as STS names it. */
export interface StsIdentity {
  readonly arn: string;
  /** Twelve digits. */
  readonly account: string;
}

/** An identity by which the deployer acts, and the key that it signs with. */
export interface SigningIdentity {
  readonly arn: string;
  /** Of an access key of a user, or of a session. */
  readonly keyId: string;
}

/** The deployer with where it comes from. */
export interface DeployerOrigin {
  /** Twelve digits. */
  readonly account: string;
  /** The deployer itself; then those by whose credentials this process has assumed its roles. */
  readonly identities: readonly SigningIdentity[];
}

/** Credentials whose owner is asked for. */
export interface ExplicitCredentials {
  readonly keyId: string;
  readonly secret: SecretText;
  readonly sessionToken?: SecretText;
}

export type WhoIs =
  | ({ readonly ok: true } & StsIdentity)
  /** `code` is AWS's own, such as `InvalidClientTokenId`; or why no answer came, such as `ECONNREFUSED` or what a proxy said. */
  | { readonly ok: false; readonly code: string };

/** STS, seen from the deployer. */
export interface DeployerSts {
  /** Who the deployer is. Needs no permission. */
  callerIdentity(options?: AwsCallOptions): Promise<StsIdentity>;
  /**
   * The same with the keys that are signed with. Behind a role whoever assumed it belongs to it, too, as far as that was
   * this process, and STS tells who it is.
   */
  caller(options?: AwsCallOptions): Promise<DeployerOrigin>;
  /**
   * Who STS says that these very credentials are; the ambient chain plays no part. Asks the region's STS and a second
   * one (only the custom endpoint, if one is set), and is ok only if all agree. Never throws: while a key is new,
   * refusals are normal.
   */
  whoIs(credentials: ExplicitCredentials, options?: AwsCallOptions): Promise<WhoIs>;
  /** The same, but what each of them says: where one acceptance is too many, their agreement is not what counts. */
  whoIsEverywhere(credentials: ExplicitCredentials, options?: AwsCallOptions): Promise<readonly WhoIs[]>;
  /** The account that an access key id belongs to, whatever has become of the key. Undefined for an id that is none. */
  accountOf(keyId: string, options?: AwsCallOptions): Promise<string | undefined>;
  /** What a signed proof of the deployer's identity is made with; see the gateway's cloud-id.ts. */
  signer(): Promise<{
    readonly credentials: () => Promise<AwsCredentials>;
    readonly stsUrl: string;
    readonly region: string;
  }>;
}

/** STS over this connection. */
export function deployerSts(connection: Connection): DeployerSts {
  const { stsEndpoint, regionalSts } = connection.settings;

  async function whoIsAt(region: string, credentials: AwsCredentials, signal?: AbortSignal): Promise<WhoIs> {
    const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
    const client = new STSClient({
      ...(await connection.common()),
      region: stsSigningRegion(region, stsEndpoint),
      credentials,
      ...(stsEndpoint && { endpoint: stsEndpoint }),
    });
    try {
      const { Arn, Account } = await client.send(new GetCallerIdentityCommand({}), stoppable(signal));
      return Arn && Account ? { ok: true, arn: Arn, account: Account } : { ok: false, code: "no identity" };
    } catch (error) {
      const way = obstacleOf(error)?.seen;
      return { ok: false, code: way ?? (error as { code?: string }).code ?? (awsCode(error) || "no code") };
    } finally {
      client.destroy();
    }
  }

  async function whoIsEverywhere(
    explicit: ExplicitCredentials,
    { signal }: AwsCallOptions = {},
  ): Promise<readonly WhoIs[]> {
    const credentials = {
      accessKeyId: explicit.keyId,
      secretAccessKey: explicit.secret.reveal(),
      ...(explicit.sessionToken && { sessionToken: explicit.sessionToken.reveal() }),
    };
    const region = await connection.region();
    const regions = stsEndpoint ? [region] : provingRegions(region);
    return Promise.all(regions.map((at) => whoIsAt(at, credentials, signal)));
  }

  async function callerIdentity({ signal }: AwsCallOptions = {}): Promise<StsIdentity> {
    const doing = "asking STS who the deployer is";
    try {
      const { GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
      await connection.credentials();
      const client = await connection.sts();
      const { Arn, Account } = await client.send(new GetCallerIdentityCommand({}), stoppable(signal));
      if (!Arn || !Account) throw withoutIdentity(doing);
      return { arn: Arn, account: Account };
    } catch (error) {
      throw awsFault(error, { doing, signal, secrets: connection.secrets });
    }
  }

  return {
    callerIdentity,

    async caller({ signal } = {}) {
      const { arn, account } = await callerIdentity({ signal });
      const { accessKeyId } = await connection.credentials();
      const sources = await connection.sources();
      const region = await connection.region();
      const behind = await Promise.all(
        sources.map(async (source): Promise<SigningIdentity[]> => {
          const who = await whoIsAt(region, source, signal);
          return who.ok ? [{ arn: who.arn, keyId: source.accessKeyId }] : [];
        }),
      );
      return { account, identities: [{ arn, keyId: accessKeyId }, ...behind.flat()] };
    },

    async whoIs(explicit, options) {
      const answers = await whoIsEverywhere(explicit, options);
      const [first = { ok: false, code: "no answer" }] = answers;
      const dissent = answers.find((answer) => !answer.ok || !first.ok || answer.arn !== first.arn);
      if (!dissent) return first;
      return dissent.ok ? { ok: false, code: "two STS endpoints disagree" } : dissent;
    },

    whoIsEverywhere,

    async accountOf(keyId, { signal } = {}) {
      try {
        const { GetAccessKeyInfoCommand } = await import("@aws-sdk/client-sts");
        await connection.credentials();
        const client = await connection.sts();
        const command = new GetAccessKeyInfoCommand({ AccessKeyId: keyId });
        return (await client.send(command, stoppable(signal))).Account;
      } catch (error) {
        if (awsCode(error) === "ValidationError") return undefined;
        const doing = "asking STS which account an access key belongs to";
        throw awsFault(error, { doing, signal, secrets: connection.secrets });
      }
    },

    async signer() {
      const region = await connection.region();
      const address = stsEndpoint
        ? { url: stsEndpoint, region: stsSigningRegion(region, stsEndpoint) }
        : stsAddress(region, regionalSts);
      return { credentials: connection.credentials, stsUrl: address.url, region: address.region };
    },
  };
}

function withoutIdentity(doing: string): Fault {
  return new Fault("AWS_UNEXPECTED", {
    doing,
    seen: "the answer names no identity",
    state: "Nothing was changed by it.",
  });
}
