import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamUserPolicy } from "@cdktf/provider-aws/lib/iam-user-policy";
import { IamUserPolicyAttachment } from "@cdktf/provider-aws/lib/iam-user-policy-attachment";
import { Fn, type ITerraformDependable, TerraformProvider, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { DEDICATION_TAG } from "../domain/dedication-tag.js";
import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { AssumeRolePolicies, type GrowingPolicy } from "./assume-role-policies.js";
import { known } from "./bindings/known.js";
import { wantOwnStackProvider } from "./bindings/own-stack-provider.js";
import { given } from "./given.js";
import { iamName } from "./iam-name.js";
import { temporaryUsers } from "./policy-documents.js";
import { refusal } from "./refusal.js";
import { rootedPath } from "./rooted-path.js";

/** What a gateway may do with temporary IAM users; see {@link IBootstrapUser.grantTemporaryUsers}. */
export interface TemporaryUsersGrant {
  /** The policies, and no others, that temporary users may be given. @default - none */
  readonly policyArns?: readonly string[] | undefined;
  /** The groups, and no others, that temporary users may join, by name. @default - none */
  readonly userGroups?: readonly string[] | undefined;
  /** Whether temporary users may get a console password. @default false */
  readonly consoleAccess?: boolean | undefined;
  /**
   * Which users may be made and deleted: what follows `user/` in their ARNs, with `*` for any text; one pattern or several.
   * @default tmp* - the names that the gateway gives by itself
   */
  readonly users?: string | readonly string[] | undefined;
}

/** What a gateway may do with the sessions of roles; see {@link IBootstrapUser.grantAssumeRole}. */
export interface AssumeRoleGrant {
  /** Whether it may tag them. @default false */
  readonly tagSessions?: boolean | undefined;
}

/** The IAM user that a gateway works as: dedicated to one target, whose seed key is made for it. */
export interface IBootstrapUser extends IConstruct {
  readonly userArn: string;
  readonly userName: string;

  /** What must stand before the gateway may rotate the user's key. */
  readonly rotationPolicy: ITerraformDependable | undefined;

  /**
   * Dedicates the user to a target, by the tag without which no key of the user is ever touched. Called by the
   * target; a user belongs to one target only.
   */
  dedicateTo(target: Construct, targetName: string): void;

  /**
   * Lets the user assume these roles too, as far as their trust policies let it. Dynamic producers do this by
   * themselves. What does not fit into the user's inline policy, which is a dozen roles or more, goes into managed
   * policies, of which AWS attaches ten to a user: each takes some fifty roles.
   * @returns The policy that comes last, for others to depend on.
   */
  grantAssumeRole(roleArns: readonly string[], grant?: AssumeRoleGrant): ITerraformDependable;

  /**
   * Lets the user make and delete temporary users. Dynamic producers do this by themselves. Each grant is a managed
   * policy, of which AWS attaches ten to a user.
   * @returns The attachment of the policy, for others to depend on.
   */
  grantTemporaryUsers(scope: Construct, id: string, grant: TemporaryUsersGrant): ITerraformDependable;
}

const TAG_VALUE_SHAPE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** What every user that a gateway works as has in common, whoever made it. */
export abstract class UserBase extends Construct implements IBootstrapUser {
  abstract readonly userArn: string;
  abstract readonly userName: string;
  abstract readonly rotationPolicy: ITerraformDependable | undefined;
  protected abstract readonly awsProvider: TerraformProvider | undefined;
  readonly #assumeRoles = new AssumeRolePolicies((document, after, number) =>
    this.#assumeRolePolicy(document, after, number),
  );
  #dedicatedTo: Construct | undefined;

  /** Whether a target, or whoever called `dedicateTo`, has claimed the user. */
  protected get isDedicated(): boolean {
    return this.#dedicatedTo !== undefined;
  }

  dedicateTo(target: Construct, targetName: string): void {
    if (this.#dedicatedTo) {
      throw refusal(
        target,
        "USER_DEDICATED_TWICE",
        "credentials",
        `should be seeded by a user of its own, got [${this.node.path}], which is dedicated to [${this.#dedicatedTo.node.path}]`,
      );
    }
    const path = known(targetName);
    if (typeof path === "string" && !TAG_VALUE_SHAPE.test(normalizedGatewayPath(path))) {
      throw refusal(
        target,
        "VALUE_NOT_ALLOWED",
        "name",
        `should fit into the tag ${DEDICATION_TAG} of the IAM user, got ${JSON.stringify(path)}`,
        "A tag's value has at most 256 letters, digits, spaces and characters of _ . : / = + - @.",
      );
    }
    this.#dedicatedTo = target;
    this.tagDedicated(rootedPath(targetName));
  }

  grantAssumeRole(roleArns: readonly string[], { tagSessions = false }: AssumeRoleGrant = {}) {
    return this.#assumeRoles.grant(roleArns, tagSessions);
  }

  grantTemporaryUsers(scope: Construct, id: string, grant: TemporaryUsersGrant): ITerraformDependable {
    const { policyArns = [], userGroups = [], consoleAccess = false, users = "tmp*" } = grant;
    const account = accountOf(this.userArn);
    if (users.length === 0) {
      throw refusal(scope, "VALUE_NOT_ALLOWED", "users", "should name users, got none");
    }
    const document = temporaryUsers({
      users: userArns(account, typeof users === "string" ? [users] : users),
      policyArns,
      groups: groupArns(account, userGroups),
      console: consoleAccess,
    });
    // Managed, because all inline policies of a user share 2048 characters.
    return this.#managedPolicy(new Construct(scope, id), Fn.jsonencode(document)).granted;
  }

  protected abstract tagDedicated(tagValue: string): void;

  /** An inline policy, which belongs to the user and goes with it. */
  protected inlinePolicy(id: string, document: string): IamUserPolicy {
    return new IamUserPolicy(this, id, {
      name: iamName(`${this.node.path}/${id}`, 128),
      user: this.userName,
      policy: document,
      ...given({ provider: this.awsProvider }),
    });
  }

  #assumeRolePolicy(
    document: string,
    after: ITerraformDependable | undefined,
    number: number,
  ): GrowingPolicy {
    if (!after) {
      const inline = this.inlinePolicy("AssumeRole", document);
      return {
        granted: inline,
        setDocument: (grown) => {
          inline.policy = grown;
        },
      };
    }
    const further = new Construct(this, `AssumeRole${number}`);
    return this.#managedPolicy(further, document, after);
  }

  /** A policy of its own, which is attached to the user. */
  #managedPolicy(at: Construct, document: string, after?: ITerraformDependable): GrowingPolicy {
    wantOwnStackProvider(at, this.awsProvider);
    const policy = new IamPolicy(at, "Policy", {
      name: iamName(at.node.path, 128),
      path: "/latchkey/",
      policy: document,
      ...given({ provider: this.awsProvider }),
    });
    const granted = new IamUserPolicyAttachment(at, "Attachment", {
      user: this.userName,
      policyArn: policy.arn,
      ...given({ provider: this.awsProvider, dependsOn: after && [after] }),
    });
    return {
      granted,
      setDocument: (grown) => {
        policy.policy = grown;
      },
    };
  }
}

/** The provider as cdktf knows it; undefined stands for the default one. */
export function awsProviderOf(
  at: Construct,
  provider: IConstruct | undefined,
): TerraformProvider | undefined {
  if (provider === undefined || TerraformProvider.isTerraformProvider(provider)) return provider;
  throw refusal(at, "VALUE_NOT_ALLOWED", "awsProvider", `should be a provider, got [${provider.node.path}]`);
}

function userArns(account: string, patterns: readonly string[]): readonly string[] {
  if (Token.isUnresolved(patterns)) return Fn.formatlist(`${account}:user/%s`, [patterns]);
  return patterns.map((pattern) => `${account}:user/${pattern}`);
}

/** The gateway is told the groups' names only; they may have any path. */
function groupArns(account: string, names: readonly string[]): readonly string[] {
  if (Token.isUnresolved(names)) {
    const formatted = (format: string) => Fn.formatlist(format, [names]);
    return Fn.concat([formatted(`${account}:group/%s`), formatted(`${account}:group/*/%s`)]);
  }
  return names.flatMap((name) => [`${account}:group/${name}`, `${account}:group/*/${name}`]);
}

/** `arn:PARTITION:iam::ACCOUNT` of an IAM ARN. */
function accountOf(arn: string): string {
  return Token.isUnresolved(arn)
    ? Fn.join(":", Fn.slice(Fn.split(":", arn), 0, 5))
    : arn.split(":").slice(0, 5).join(":");
}
