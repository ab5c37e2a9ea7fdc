// Written by `npm run docs` from the files of src/types.
import { dynamicSecretAws } from "../dynamic-secret-aws.js";
import { group } from "../group.js";
import { rotatedSecretAws } from "../rotated-secret-aws.js";
import { staticSecret } from "../static-secret.js";

export { dynamicSecretAws, group, rotatedSecretAws, staticSecret };

/** Every type that is described by one file of src/types. */
export const gatewayTypes = [dynamicSecretAws, group, rotatedSecretAws, staticSecret] as const;
