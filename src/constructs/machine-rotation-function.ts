import { join } from "node:path";
import { AssetType, Fn, type ITerraformDependable, TerraformAsset, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { packageRoot } from "../domain/package-root.js";
import { given } from "./given.js";
import { iamName } from "./iam-name.js";
import { LAMBDA_TRUST, rotationPolicy } from "./machine-policies.js";

/** Two proofs of two minutes, and a wait for another run. */
const TIMEOUT_SECONDS = 600;
/** The policy of AWS that lets a function write its log, in the partition of the user. */
const logsPolicy = (userArn: string) =>
  `arn:${Fn.element(Fn.split(":", userArn), 1)}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`;

/** What a rotation function is for. */
export interface MachineRotationFunctionProps {
  readonly userArn: string;
  readonly secretArn: string;
  readonly kmsKeyArn: string | undefined;
  readonly everyDays: number;
  /** The environment beside user and secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** What has to stand before the first rotation. */
  readonly after: readonly ITerraformDependable[];
  readonly awsProvider: TerraformProvider | undefined;
}

/** The rotation function of a secret, with its role, who may call it, and the daily event that ends a grace. */
export class MachineRotationFunction extends Construct {
  readonly roleArn: string;
  readonly functionArn: string;

  constructor(scope: Construct, id: string, props: MachineRotationFunctionProps) {
    super(scope, id);
    const aws = classes();
    const from = given({ provider: props.awsProvider });
    const name = iamName(this.node.path, 64);
    const role = new aws.IamRole(this, "Role", {
      name,
      path: "/latchkey/",
      assumeRolePolicy: Fn.jsonencode(LAMBDA_TRUST),
      ...from,
    });
    const work = new aws.IamRolePolicy(this, "Policy", {
      name: "rotation",
      role: role.name,
      policy: Fn.jsonencode(rotationPolicy(props.userArn, props.secretArn, props.kmsKeyArn)),
      ...from,
    });
    const logs = new aws.IamRolePolicyAttachment(this, "Logs", {
      role: role.name,
      policyArn: logsPolicy(props.userArn),
      ...from,
    });
    const code = new TerraformAsset(this, "Code", {
      path: join(packageRoot(), "dist", "rotation", "function"),
      type: AssetType.ARCHIVE,
    });
    const lambda = new aws.LambdaFunction(this, "Resource", {
      functionName: name.replace(/[^\w-]/g, "-"),
      role: role.arn,
      runtime: "nodejs22.x",
      handler: "index.handler",
      filename: code.path,
      sourceCodeHash: code.assetHash,
      timeout: TIMEOUT_SECONDS,
      memorySize: 256,
      environment: {
        variables: {
          ...props.environment,
          LATCHKEY_USER_ARN: props.userArn,
          LATCHKEY_SECRET_ARN: props.secretArn,
        },
      },
      dependsOn: [work, logs],
      ...from,
    });
    this.roleArn = role.arn;
    this.functionArn = lambda.arn;
    const called = new aws.LambdaPermission(this, "Rotation", {
      action: "lambda:InvokeFunction",
      functionName: lambda.functionName,
      principal: "secretsmanager.amazonaws.com",
      sourceArn: props.secretArn,
      ...from,
    });
    new aws.SecretsmanagerSecretRotation(this, "Schedule", {
      secretId: props.secretArn,
      rotationLambdaArn: lambda.arn,
      rotationRules: { automaticallyAfterDays: props.everyDays },
      dependsOn: [called, work, ...props.after],
      ...from,
    });
    this.#endOfGrace(lambda, props.awsProvider);
  }

  /** Secrets Manager calls at rotations only, so that a grace that is over has a call of its own. */
  #endOfGrace(
    lambda: { readonly arn: string; readonly functionName: string },
    awsProvider: TerraformProvider | undefined,
  ): void {
    const aws = classes();
    const from = given({ provider: awsProvider });
    const daily = new aws.CloudwatchEventRule(this, "Daily", {
      name: iamName(this.node.path, 64).replace(/[^\w.-]/g, "-"),
      description: "Ends replaced keys of a machine user once their grace is over",
      scheduleExpression: "rate(1 day)",
      ...from,
    });
    new aws.CloudwatchEventTarget(this, "DailyTarget", { rule: daily.name, arn: lambda.arn, ...from });
    new aws.LambdaPermission(this, "DailyPermission", {
      action: "lambda:InvokeFunction",
      functionName: lambda.functionName,
      principal: "events.amazonaws.com",
      sourceArn: daily.arn,
      ...from,
    });
  }
}

/** Loaded by whoever has a function: the others should not pay for them. */
function classes() {
  const { CloudwatchEventRule } =
    require("@cdktf/provider-aws/lib/cloudwatch-event-rule") as typeof import("@cdktf/provider-aws/lib/cloudwatch-event-rule");
  const { CloudwatchEventTarget } =
    require("@cdktf/provider-aws/lib/cloudwatch-event-target") as typeof import("@cdktf/provider-aws/lib/cloudwatch-event-target");
  const { IamRole } =
    require("@cdktf/provider-aws/lib/iam-role") as typeof import("@cdktf/provider-aws/lib/iam-role");
  const { IamRolePolicy } =
    require("@cdktf/provider-aws/lib/iam-role-policy") as typeof import("@cdktf/provider-aws/lib/iam-role-policy");
  const { IamRolePolicyAttachment } =
    require("@cdktf/provider-aws/lib/iam-role-policy-attachment") as typeof import("@cdktf/provider-aws/lib/iam-role-policy-attachment");
  const { LambdaFunction } =
    require("@cdktf/provider-aws/lib/lambda-function") as typeof import("@cdktf/provider-aws/lib/lambda-function");
  const { LambdaPermission } =
    require("@cdktf/provider-aws/lib/lambda-permission") as typeof import("@cdktf/provider-aws/lib/lambda-permission");
  const { SecretsmanagerSecretRotation } =
    require("@cdktf/provider-aws/lib/secretsmanager-secret-rotation") as typeof import("@cdktf/provider-aws/lib/secretsmanager-secret-rotation");
  return {
    CloudwatchEventRule,
    CloudwatchEventTarget,
    IamRole,
    IamRolePolicy,
    IamRolePolicyAttachment,
    LambdaFunction,
    LambdaPermission,
    SecretsmanagerSecretRotation,
  };
}
