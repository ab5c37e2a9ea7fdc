// Written by `npm run docs` from the files of src/types.
import { dynamicProducerAws } from "../dynamic-producer-aws.js";
import { group } from "../group.js";
import { rotatorAws } from "../rotator-aws.js";
import { staticSecret } from "../static-secret.js";
import { targetAzure } from "../target-azure.js";
import { targetDb } from "../target-db.js";
import { targetGcp } from "../target-gcp.js";
import { targetGithub } from "../target-github.js";
import { targetSsh } from "../target-ssh.js";
import { targetWeb } from "../target-web.js";

export { dynamicProducerAws, group, rotatorAws, staticSecret, targetAzure, targetDb, targetGcp, targetGithub, targetSsh, targetWeb };

/** Every type that is described by one file of src/types. */
export const gatewayTypes = [dynamicProducerAws, group, rotatorAws, staticSecret, targetAzure, targetDb, targetGcp, targetGithub, targetSsh, targetWeb] as const;
