import { Fn, TerraformElement } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { AuthMethodBase, type AuthMethodProps, commonArguments, isBound } from "./auth-method.js";
import { LatchkeyAuthMethodAwsIam } from "./bindings/index.js";
import { given } from "./given.js";
import { refusal } from "./refusal.js";

/** Who may log in by an {@link AwsIamAuth}: an `IamRole`, a `DataAwsIamRole` or an `IamUser`, of cdktf's bindings or cdktn's. */
export interface AwsPrincipal extends IConstruct {
  readonly name: string;
  readonly uniqueId: string;
  readonly arn: string;
  readonly terraformResourceType: string;
}

/** Properties of an {@link AwsIamAuth}. */
export interface AwsIamAuthProps extends AuthMethodProps {
  /**
   * The IAM roles that may log in, or the IAM users, as objects of the stack: they are bound to by name and by id, so
   * that a role of the same name that another stack makes is not let in. Either roles or users: the gateway wants all of
   * its bounds fulfilled, and no identity is both.
   * @default - none; then `anyOfAccounts` has to say so
   */
  readonly boundTo?: AwsPrincipal | readonly AwsPrincipal[] | undefined;
  /** Ids of the instances, or other sessions of the roles, that may log in. @default - any */
  readonly resourceIds?: string[] | undefined;
  /** The accounts of which an identity may log in, of 12 digits each. @default - those of `boundTo` */
  readonly accountIds?: string[] | undefined;
  /** Says that any identity of the accounts may log in: without it an auth method with no further bound is refused. @default false */
  readonly anyOfAccounts?: boolean | undefined;
  /** The STS endpoint by which the gateway has a login confirmed. @default https://sts.amazonaws.com */
  readonly stsUrl?: string | undefined;
}

/**
 * Lets AWS roles or users log in, by a request that AWS itself has to confirm: the workload holds no secret.
 *
 * ```ts
 * const auth = new AwsIamAuth(this, "Auth", { name: "/services/web", boundTo: instanceRole });
 * new AccessRole(this, "Role", { name: "/services/web" }).associate(auth).grantRead("/services/web/*");
 * ```
 */
export class AwsIamAuth extends AuthMethodBase {
  protected readonly resource: LatchkeyAuthMethodAwsIam;

  constructor(scope: Construct, id: string, props: AwsIamAuthProps) {
    super(scope, id, props);
    const { boundTo = [], resourceIds, anyOfAccounts = false, stsUrl, provider } = props;
    const principals = [boundTo].flat() as readonly AwsPrincipal[];
    if (principals.length === 0 && !isBound(resourceIds) && !anyOfAccounts) {
      throw refusal(
        this,
        "VALUE_NOT_ALLOWED",
        "boundTo",
        "should name who may log in, got nothing, so that any identity of the account might",
        "Give the IAM roles or users that may log in. If it is meant to be every identity of the account, say so with anyOfAccounts: true.",
      );
    }
    this.resource = new LatchkeyAuthMethodAwsIam(this, "Resource", {
      ...given(commonArguments(props)),
      name: props.name,
      ...this.#bounds(principals),
      boundAwsAccountId: props.accountIds ?? this.#accountsOf(principals),
      ...given({ boundResourceId: resourceIds, stsUrl, provider }),
    });
  }

  #bounds(principals: readonly AwsPrincipal[]) {
    const kinds = new Set(principals.map((principal) => this.#kindOf(principal)));
    if (kinds.size > 1) {
      throw refusal(
        this,
        "VALUE_NOT_ALLOWED",
        "boundTo",
        "should be roles or users, got both, and no identity is both",
        "Make an auth method for the roles and another one for the users, and associate both with the role.",
      );
    }
    const names = principals.map(({ name }) => name);
    const ids = principals.map(({ uniqueId }) => uniqueId);
    if (kinds.has("role")) return { boundRoleName: names, boundRoleId: ids };
    return kinds.has("user") ? { boundUserName: names, boundUserId: ids } : {};
  }

  /** By the type in Terraform, because a project may have the classes more than once. */
  #kindOf(principal: AwsPrincipal): "role" | "user" {
    const type = TerraformElement.isTerraformElement(principal) ? principal.terraformResourceType : undefined;
    if (type === "aws_iam_role") return "role";
    if (type === "aws_iam_user") return "user";
    throw refusal(
      this,
      "VALUE_NOT_ALLOWED",
      "boundTo",
      `should be an IamRole or an IamUser, got ${typeof principal === "string" ? "a text" : (type ?? "something else")}`,
      "Give the object itself. A role that is made elsewhere can be had as a DataAwsIamRole.",
    );
  }

  #accountsOf(principals: readonly AwsPrincipal[]): string[] {
    if (principals.length === 0) {
      throw refusal(
        this,
        "VALUE_NOT_ALLOWED",
        "accountIds",
        "should be set where boundTo is not, got nothing",
      );
    }
    const accounts = principals.map(({ arn }) => Fn.element(Fn.split(":", arn), 4));
    return accounts.length === 1 ? accounts : Fn.distinct(accounts);
  }
}
