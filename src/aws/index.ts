export { createDeployerAws, type DeployerAws } from "./deployer.js";
export type { DeployerIam, IamAccessKey, IamUser, KeyOwner, NewAccessKey } from "./deployer-iam.js";
export type {
  Caller,
  DeployerSts,
  ExplicitCredentials,
  Identity,
  SigningIdentity,
  WhoIs,
} from "./deployer-sts.js";
export type { AwsSettings, CallOptions } from "./settings.js";
export { partitionOf } from "./sts-host.js";
