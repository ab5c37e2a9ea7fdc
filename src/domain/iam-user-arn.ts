/** The parts of an IAM user's ARN, `arn:PARTITION:iam::ACCOUNT:user/PATH/NAME`. */
export interface IamUserArn {
  readonly arn: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** Twelve digits. */
  readonly account: string;
  /** Begins and ends with a slash; `/` for a user without a path. */
  readonly path: string;
  readonly name: string;
}

const SHAPE = /^arn:(aws[a-z-]*):iam::(\d{12}):user((?:\/[\x21-\x2e\x30-\x7e]+)*\/)([\w+=,.@-]{1,64})$/;

/** Takes an IAM user's ARN apart; undefined when the text is not one. */
export function parseIamUserArn(arn: string): IamUserArn | undefined {
  const match = SHAPE.exec(arn);
  if (!match) return undefined;
  const [, partition = "", account = "", path = "/", name = ""] = match;
  return { arn, partition, account, path, name };
}
