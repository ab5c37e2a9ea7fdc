import type { Construct } from "constructs";
import { AuthMethodBase, type AuthMethodProps, commonArguments } from "./auth-method.js";
import { LatchkeyAuthMethodOauth2 } from "./bindings/index.js";
import { given } from "./given.js";
import { refusal } from "./refusal.js";

/** Properties of a {@link JwtAuth}. */
export interface JwtAuthProps extends AuthMethodProps {
  /** The claim that tells one login from another, such as `sub`. */
  readonly uniqueIdentifier: string;
  /** URL of the keys by which tokens are checked. This, `jwksJsonData` or both. @default - none */
  readonly jwksUri?: string | undefined;
  /** The keys themselves: a JSON Web Key Set in base64. They are public. @default - none */
  readonly jwksJsonData?: string | undefined;
  /** The issuer that a token has to name. @default - any */
  readonly issuer?: string | undefined;
  /** The audience that a token has to name. @default - any */
  readonly audience?: string | undefined;
  /** Ids of the clients that may log in. @default - any */
  readonly boundClientIds?: string[] | undefined;
}

/** What is asked of the tokens of a known issuer. */
export interface IssuerProps extends AuthMethodProps {
  /** The audience that a token has to name, as the runs or jobs ask for it. */
  readonly audience: string;
}

/** What is asked of the tokens of HCP Terraform. */
export interface HcpTerraformProps extends IssuerProps {
  /** Host of a Terraform Enterprise. @default app.terraform.io */
  readonly host?: string | undefined;
}

/**
 * Lets the bearers of an issuer's tokens (JWT) log in. Whose tokens, is the issuer's to say; which of them have a role,
 * is said by the sub-claims of the association: `role.associate(auth, { subClaims: { sub: "…" } })`.
 */
export class JwtAuth extends AuthMethodBase {
  /**
   * Runs of HCP Terraform, by their workload identity. Any organization's runs are let in, so that an association has to
   * name sub-claims, such as `terraform_organization_name`.
   * Source: https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens
   */
  static hcpTerraform(scope: Construct, id: string, props: HcpTerraformProps): JwtAuth {
    const { host = "app.terraform.io", forceSubClaims = true, ...rest } = props;
    return new JwtAuth(scope, id, {
      ...rest,
      forceSubClaims,
      uniqueIdentifier: "sub",
      issuer: `https://${host}`,
      jwksUri: `https://${host}/.well-known/jwks`,
    });
  }

  /**
   * Jobs of GitHub Actions. Any repository's jobs are let in, so that an association has to name sub-claims, such as
   * `repository`.
   * Source: https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect
   */
  static gitHubActions(scope: Construct, id: string, props: IssuerProps): JwtAuth {
    const issuer = "https://token.actions.githubusercontent.com";
    const { forceSubClaims = true, ...rest } = props;
    return new JwtAuth(scope, id, {
      ...rest,
      forceSubClaims,
      uniqueIdentifier: "sub",
      issuer,
      jwksUri: `${issuer}/.well-known/jwks`,
    });
  }

  protected readonly resource: LatchkeyAuthMethodOauth2;

  constructor(scope: Construct, id: string, props: JwtAuthProps) {
    super(scope, id, props);
    const { uniqueIdentifier, jwksUri, jwksJsonData, issuer, audience, boundClientIds, provider } = props;
    if (issuer === undefined && audience === undefined) {
      throw refusal(
        this,
        "VALUE_NOT_ALLOWED",
        "audience",
        "should be set, or issuer should: a token that was made for another system would let its bearer in",
      );
    }
    this.resource = new LatchkeyAuthMethodOauth2(this, "Resource", {
      ...given(commonArguments(props)),
      name: props.name,
      uniqueIdentifier,
      ...given({ jwksUri, jwksJsonData, issuer, audience, boundClientIds, provider }),
    });
  }
}
