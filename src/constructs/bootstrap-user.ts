import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { Fn, type ITerraformDependable, type TerraformProvider } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { DEDICATION_TAG } from "../domain/dedication-tag.js";
import { iamPolicyArnFlaw } from "../domain/iam-arn.js";
import { known } from "./bindings/known.js";
import { given } from "./given.js";
import { iamName } from "./iam-name.js";
import { ImportedUser } from "./imported-user.js";
import { selfRotationPolicy } from "./policy-documents.js";
import { refusal } from "./refusal.js";
import { awsProviderOf, type IBootstrapUser, UserBase } from "./user-base.js";

/** Properties of a {@link BootstrapUser}. */
export interface BootstrapUserProps {
  /** Name of the IAM user. @default - the path of the construct, joined by dashes */
  readonly userName?: string | undefined;
  /** Path of the IAM user, which deployers' own policies can be scoped to. @default /latchkey/ */
  readonly path?: string | undefined;
  /** ARN of the policy that bounds what the user can ever be allowed. @default - no boundary */
  readonly permissionsBoundaryArn?: string | undefined;
  /** Tags beside the one that dedicates the user to its target. @default - none */
  readonly tags?: { readonly [key: string]: string } | undefined;
  /** The AWS provider of the account in which the user lives. @default - the stack's default AWS provider */
  readonly awsProvider?: IConstruct | undefined;
}

const PATH_SHAPE = /^\/(?:[\x21-\x7e]+\/)?$/;
const NAME_SHAPE = /^[\w+=,.@-]{1,64}$/;

/**
 * Makes the IAM user that a gateway works as, allowed nothing but to replace its own access keys. It has no access
 * key of Terraform's: its first one, the seed, is made when a target is seeded by it.
 *
 * What dynamic producers need is granted as they are made.
 */
export class BootstrapUser extends UserBase {
  /**
   * Refers to a user that is managed elsewhere. It must carry the tag `latchkey:target` = path of the target, and be
   * allowed to replace its own keys.
   */
  static fromUserArn(
    scope: Construct,
    id: string,
    userArn: string,
    awsProvider?: IConstruct,
  ): IBootstrapUser {
    return new ImportedUser(scope, id, userArn, awsProvider);
  }

  readonly userArn: string;
  readonly userName: string;
  readonly rotationPolicy: ITerraformDependable;
  protected readonly awsProvider: TerraformProvider | undefined;
  readonly #resource: IamUser;
  readonly #tags: { readonly [key: string]: string };

  constructor(scope: Construct, id: string, props: BootstrapUserProps = {}) {
    super(scope, id);
    const { path = "/latchkey/", permissionsBoundaryArn, tags = {} } = props;
    const userName = props.userName ?? iamName(this.node.path, 64);
    this.checkShape("userName", userName, NAME_SHAPE, "1 to 64 characters of A-Z a-z 0-9 _ + = , . @ -");
    this.checkShape("path", path, PATH_SHAPE, 'begin and end with "/", without white space');
    const boundary = known(permissionsBoundaryArn);
    const flaw = typeof boundary === "string" ? iamPolicyArnFlaw(boundary) : undefined;
    if (flaw) throw refusal(this, "ARN_MALFORMED", "permissionsBoundaryArn", flaw);
    if (DEDICATION_TAG in tags) {
      throw refusal(
        this,
        "VALUE_NOT_ALLOWED",
        "tags",
        `should not hold ${DEDICATION_TAG}: the target sets it`,
      );
    }

    this.#tags = tags;
    this.awsProvider = awsProviderOf(this, props.awsProvider);
    this.#resource = new IamUser(this, "Resource", {
      name: userName,
      path,
      tags,
      ...given({ permissionsBoundary: permissionsBoundaryArn, provider: this.awsProvider }),
    });
    this.userArn = this.#resource.arn;
    this.userName = this.#resource.name;
    // Found at synth, because the target comes after its user.
    this.node.addValidation({
      validate: () =>
        this.isDedicated
          ? []
          : ["should be dedicated to a target by Credentials.seededBy, got none: no key is made for it"],
    });
    this.rotationPolicy = this.inlinePolicy("Rotation", Fn.jsonencode(selfRotationPolicy(this.userArn)));
  }

  protected override tagDedicated(tagValue: string): void {
    this.#resource.tags = { ...this.#tags, [DEDICATION_TAG]: tagValue };
  }

  private checkShape(prop: string, value: string, shape: RegExp, words: string): void {
    const text = known(value);
    if (typeof text === "string" && !shape.test(text)) {
      throw refusal(this, "VALUE_NOT_ALLOWED", prop, `should have ${words}, got ${JSON.stringify(text)}`);
    }
  }
}
