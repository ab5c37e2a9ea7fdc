export { createDeployerAws, type DeployerAws } from "./deployer.js";
export type { DeployerIam, IamAccessKey, IamUser, KeyOwner, NewAccessKey } from "./deployer-iam.js";
export type { DeployerSts, ExplicitCredentials, Identity, WhoIs } from "./deployer-sts.js";
export type { AwsSettings, CallOptions } from "./settings.js";
export { partitionOf } from "./sts-host.js";
