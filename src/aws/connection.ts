import type { STSClient, STSClientConfig } from "@aws-sdk/client-sts";
import type { Obstacle } from "../net/index.js";
import { awsFault } from "./aws-faults.js";
import { caBundleOf } from "./ca-bundle.js";
import { credentialChain, profileOf } from "./credential-chain.js";
import { remembersAttempts } from "./earlier-attempts.js";
import { madeOnce } from "./made-once.js";
import { readProfiles } from "./profiles.js";
import type { AwsSettings } from "./settings.js";
import { remembersRegion } from "./signed-for.js";
import { stsSigningRegion } from "./signing-region.js";
import { whyNoCredentials } from "./why-no-credentials.js";

/** Long enough for a slow network, short enough that a dead endpoint does not look like a hang. */
const CONNECT_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

const OWN_REMEDY = "For AWS alone, AWS_CA_BUNDLE or ca_bundle of the profile may name a file of authorities.";

/** Credentials in the form that the SDK and its signer take. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The deployer's way to AWS. Region, credentials and clients are found once, when they are first needed. */
export class Connection {
  readonly settings: AwsSettings;
  #region: Promise<string> | undefined;
  /** By the ARN of the role. */
  readonly #sources = new Map<string, AwsCredentials>();
  #current: AwsCredentials | undefined;
  /** What last stood in the way of any request; the chain of credentials keeps no error of its own requests. */
  #obstacle: Obstacle | undefined;

  constructor(settings: AwsSettings) {
    this.settings = settings;
  }

  /** The configured region, the profile's, or `us-east-1`. */
  region(): Promise<string> {
    this.#region ??= this.#findRegion();
    return this.#region;
  }

  /**
   * What every client of this room is made with, whoever it signs as.
   *
   * @param keepAlive whether a connection that is already open may be used
   */
  async common({ keepAlive = true } = {}) {
    const { env } = process;
    const requestTimeout = this.settings.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    const { agents, namesProxy } = await import("../net/index.js");
    const bundle = await caBundleOf(this.settings.profile, env);
    const proxyPatienceMs = requestTimeout / 2;
    return {
      region: await this.region(),
      customUserAgent: [[...this.settings.userAgent]] as [string, string][],
      requestHandler: {
        // A connection through a proxy is there when the proxy has made it.
        connectionTimeout: CONNECT_TIMEOUT_MS + (namesProxy("https", env) ? proxyPatienceMs : 0),
        requestTimeout,
        throwOnRequestTimeout: true,
        ...agents({
          keepAlive,
          proxyPatienceMs,
          bundle,
          ...(!bundle && { ownRemedy: OWN_REMEDY }),
          onObstacle: (obstacle) => {
            this.#obstacle = obstacle;
          },
        }),
      },
    };
  }

  /** STS as the deployer. */
  readonly sts = madeOnce(() => this.#makeSts());

  /** The deployer's credentials of the moment; the SDK renews them before they expire. */
  readonly credentials = async (): Promise<AwsCredentials> => {
    const doing = this.#lookingFor();
    this.#obstacle = undefined;
    try {
      this.#current = await (await this.sts()).config.credentials();
      return this.#current;
    } catch (error) {
      const why = await whyNoCredentials(error, this.#profile(), process.env);
      throw awsFault(error, { doing, secrets: this.secrets, obstacle: this.#obstacle, why });
    }
  };

  /** What requests have been signed with so far, to be kept out of every message about one. */
  get secrets(): readonly string[] {
    return [this.#current, ...this.#sources.values()].flatMap((known) =>
      known ? [known.secretAccessKey, ...(known.sessionToken ? [known.sessionToken] : [])] : [],
    );
  }

  /**
   * The credentials with which this process has assumed the deployer's roles: of the provider block, of the profile, of
   * the profile's source. What happened before (a session in the environment) or is done by others cannot be read.
   */
  async sources(): Promise<readonly AwsCredentials[]> {
    await this.credentials();
    return [...this.#sources.values()];
  }

  #profile(): string | null {
    return profileOf(this.settings.profile, process.env);
  }

  #lookingFor(): string {
    const { assumeRoleArn } = this.settings;
    const profile = this.#profile();
    if (assumeRoleArn) return `assuming the role ${assumeRoleArn}`;
    return `looking for AWS credentials${profile === null ? "" : ` in profile ${JSON.stringify(profile)}`}`;
  }

  /** As the SDK finds it, but for variables that CI sets to nothing: the SDK takes that for a region. */
  async #findRegion(): Promise<string> {
    const { env } = process;
    const told = this.settings.region || env.AWS_REGION?.trim();
    if (told) return told;
    const profiles = await readProfiles(env);
    const profile = profiles.named(this.settings.profile ?? (env.AWS_PROFILE || "default"));
    return profile?.region?.trim() || "us-east-1"; // IAM does not need one
  }

  async #makeSts(): Promise<STSClient> {
    const [
      { STSClient, getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity },
      { fromTemporaryCredentials },
    ] = await Promise.all([import("@aws-sdk/client-sts"), import("@aws-sdk/credential-providers")]);
    const { assumeRoleArn, assumeRoleExternalId, stsEndpoint, containerRetries } = this.settings;
    const common = await this.common();
    const region = stsSigningRegion(common.region, stsEndpoint);
    const clientConfig = { ...common, region, ...(stsEndpoint && { endpoint: stsEndpoint }) };
    const assume = getDefaultRoleAssumer(clientConfig, [remembersRegion()]);
    const roleAssumer: typeof assume = (source, params) => {
      this.#sources.set(params.RoleArn ?? "", source);
      return assume(source, params);
    };
    const clientOf = (credentials: NonNullable<STSClientConfig["credentials"]>) => {
      const client = new STSClient({ ...clientConfig, credentials });
      client.middlewareStack.use(remembersRegion());
      client.middlewareStack.use(remembersAttempts());
      return client;
    };
    // The services behind a profile are in regions of their own, and STS is none of them.
    const { region: _, ...ways } = common;
    const base = credentialChain(this.#profile(), this.#lookingFor(), {
      clientConfig: ways,
      roleAssumer,
      roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(clientConfig, [remembersRegion()]),
      ...(containerRetries !== undefined && { maxRetries: containerRetries }),
    });
    if (!assumeRoleArn) return clientOf(base);
    const assumed = fromTemporaryCredentials({
      masterCredentials: async () => {
        const source = await base();
        this.#sources.set(assumeRoleArn, source);
        return source;
      },
      clientConfig,
      clientPlugins: [remembersRegion()],
      params: {
        RoleArn: assumeRoleArn,
        RoleSessionName: "latchkey",
        ...(assumeRoleExternalId && { ExternalId: assumeRoleExternalId }),
      },
    });
    return clientOf(assumed);
  }
}
