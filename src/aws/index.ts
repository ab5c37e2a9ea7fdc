export { type RoleSignIn, roleSignInUrl, userSignInUrl } from "./console-sign-in.js";
export { createDeployerAws, type DeployerAws } from "./deployer.js";
export type { DeployerIam, IamAccessKey, IamUser, KeyOwner, NewAccessKey } from "./deployer-iam.js";
export { type AwsSecret, type DeployerSecrets, type NewVersion, regionOfSecret } from "./deployer-secrets.js";
export type {
  DeployerOrigin,
  DeployerSts,
  ExplicitCredentials,
  SigningIdentity,
  StsIdentity,
  WhoIs,
} from "./deployer-sts.js";
export type { AwsCallOptions, AwsSettings } from "./settings.js";
export { partitionOf } from "./sts-host.js";
