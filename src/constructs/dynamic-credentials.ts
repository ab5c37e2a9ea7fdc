import { DefaultTokenResolver, StringConcat, TerraformProvider, TerraformStack, Tokenization } from "cdktf";
import { Construct } from "constructs";
import { LatchkeyEphemeralDynamicSecret, type LatchkeyProvider } from "./bindings/index.js";
import { given } from "./given.js";
import { pathOf } from "./refusal.js";

/** How credentials are asked for, apart from who issues them. */
export interface DynamicCredentialsOptions {
  /** The role to assume, one of those that the producer names. @default - the first of them by the alphabet */
  readonly roleArn?: string | undefined;
  /** Seconds for which a new key of AWS is given to begin to work, 0 to 600; 0 does not wait. @default 120 */
  readonly readyTimeoutSeconds?: number | undefined;
  /** The provider block by which they are asked for. @default - the default block */
  readonly provider?: LatchkeyProvider | undefined;
}

/** Properties of {@link DynamicCredentials}. */
export interface DynamicCredentialsProps extends DynamicCredentialsOptions {
  /** Path of the dynamic secret in the gateway. */
  readonly producerName: string;
}

/**
 * Credentials that a dynamic producer issues for each run of Terraform, and that no state, plan or file holds. For the
 * provider blocks of a stack other than the producer's, and for write-only arguments:
 *
 * ```ts
 * const admin = new DynamicCredentials(this, "admin", { producerName: "/prod/aws-admin" });
 * new AwsProvider(this, "aws", { ...admin.forAwsProvider() });
 * ```
 *
 * Every plan and every apply has one issued. That of a temporary user is revoked at the end.
 */
export class DynamicCredentials extends Construct {
  /** References to what is issued; see docs/reference/ephemeral_latchkey_dynamic_secret.md. */
  readonly ephemeral: LatchkeyEphemeralDynamicSecret;

  constructor(scope: Construct, id: string, props: DynamicCredentialsProps) {
    super(scope, id);
    const { producerName, provider, ...rest } = props;
    this.ephemeral = new LatchkeyEphemeralDynamicSecret(this, "Resource", {
      ...rest,
      name: producerName,
      ...given({ provider }),
    });
  }

  /** What the provider block of AWS takes: `accessKey`, `secretKey` and `token`. */
  forAwsProvider(): { accessKey: string; secretKey: string; token: string } {
    const { accessKeyId, secretAccessKey, sessionToken } = this.ephemeral;
    return { accessKey: accessKeyId, secretKey: secretAccessKey, token: sessionToken };
  }
}

/**
 * Refuses, when the stack is synthesized, provider blocks that would work with credentials of a producer that the same
 * stack makes: a provider needs its credentials when it plans, and then nothing is there yet to issue them.
 */
export function refuseProvidersOfOwnStack(credentials: DynamicCredentials): void {
  credentials.node.addValidation({
    validate() {
      const stack = TerraformStack.of(credentials);
      const address = textOf(credentials.ephemeral.fqn, stack).replace(/^\$\{|\}$/g, "");
      return stack.node
        .findAll()
        .filter((node) => TerraformProvider.isTerraformProvider(node))
        .filter((provider) => textOf(provider.toTerraform(), stack).includes(`${address}.`))
        .map(
          (provider) =>
            `[${pathOf(provider)}] should not work with credentials of a producer that its own stack makes: it needs them when it plans, and the producer is not there before the apply. Put the provider block into another stack, with a DynamicCredentials of its own that names the producer by its path.`,
        );
    },
  });
}

function textOf(value: unknown, scope: Construct): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolved: unknown = Tokenization.resolve(value, { scope, resolver });
  return typeof resolved === "string" ? resolved : (JSON.stringify(resolved) ?? "");
}
