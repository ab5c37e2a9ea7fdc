import { Fn, type TerraformProvider, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { parseIamUserArn } from "../domain/iam-user-arn.js";
import { refusal } from "./refusal.js";
import { awsProviderOf, UserBase } from "./user-base.js";

/** A user that is managed elsewhere. */
export class ImportedUser extends UserBase {
  readonly userName: string;
  readonly rotationPolicy = undefined;
  protected readonly awsProvider: TerraformProvider | undefined;

  constructor(
    scope: Construct,
    id: string,
    readonly userArn: string,
    awsProvider: IConstruct | undefined,
  ) {
    super(scope, id);
    this.awsProvider = awsProviderOf(this, awsProvider);
    this.userName = Token.isUnresolved(userArn) ? Fn.basename(userArn) : this.nameIn(userArn);
  }

  protected override tagDedicated(): void {
    // The tag belongs to whoever manages the user; the provider looks for it before it makes a key.
  }

  private nameIn(userArn: string): string {
    const arn = parseIamUserArn(userArn);
    if (arn) return arn.name;
    const flaw = `should be the ARN of an IAM user, got ${JSON.stringify(userArn)}`;
    throw refusal(this, "ARN_MALFORMED", "userArn", flaw);
  }
}
