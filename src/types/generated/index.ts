// Written by `npm run docs` from the files of src/types.
import { dynamicProducerAws } from "../dynamic-producer-aws.js";
import { group } from "../group.js";
import { rotatorAws } from "../rotator-aws.js";
import { staticSecret } from "../static-secret.js";

export { dynamicProducerAws, group, rotatorAws, staticSecret };

/** Every type that is described by one file of src/types. */
export const gatewayTypes = [dynamicProducerAws, group, rotatorAws, staticSecret] as const;
