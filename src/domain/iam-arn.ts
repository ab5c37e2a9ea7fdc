/** A path and a name of IAM, as they stand in an ARN behind the kind. */
const PATH = String.raw`(?:/[\x21-\x2e\x30-\x7e]+)*/`;
const PARTITION = "aws(?:-[a-z]+)*";
const NAME = String.raw`[\w+=,.@-]`;

const ROLE = new RegExp(String.raw`^arn:${PARTITION}:iam::\d{12}:role${PATH}${NAME}{1,64}$`);
const POLICY = new RegExp(String.raw`^arn:${PARTITION}:iam::(?:\d{12}|aws):policy${PATH}${NAME}{1,128}$`);

/** What is wrong with the ARN of an IAM role, in words that complete "… should …"; undefined when nothing is. */
export function iamRoleArnFlaw(arn: string): string | undefined {
  return ROLE.test(arn) ? undefined : `should be the ARN of an IAM role, got ${JSON.stringify(arn)}`;
}

/** The same of an IAM policy, the customer's own or one that AWS manages. */
export function iamPolicyArnFlaw(arn: string): string | undefined {
  return POLICY.test(arn) ? undefined : `should be the ARN of an IAM policy, got ${JSON.stringify(arn)}`;
}
