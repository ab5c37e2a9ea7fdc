// Written by `npm run docs` from the files of src/types.
import { authMethodApiKey } from "../auth-method-api-key.js";
import { authMethodAwsIam } from "../auth-method-aws-iam.js";
import { authMethodAzureAd } from "../auth-method-azure-ad.js";
import { authMethodCert } from "../auth-method-cert.js";
import { authMethodK8s } from "../auth-method-k8s.js";
import { authMethodOauth2 } from "../auth-method-oauth2.js";
import { authMethodOidc } from "../auth-method-oidc.js";
import { authMethodSaml } from "../auth-method-saml.js";
import { authMethodUniversalIdentity } from "../auth-method-universal-identity.js";
import { dynamicSecretAws } from "../dynamic-secret-aws.js";
import { dynamicSecretCustom } from "../dynamic-secret-custom.js";
import { dynamicSecretGcp } from "../dynamic-secret-gcp.js";
import { dynamicSecretMongodb } from "../dynamic-secret-mongodb.js";
import { dynamicSecretMssql } from "../dynamic-secret-mssql.js";
import { dynamicSecretMysql } from "../dynamic-secret-mysql.js";
import { dynamicSecretPostgresql } from "../dynamic-secret-postgresql.js";
import { folder } from "../folder.js";
import { gatewayAllowedAccess } from "../gateway-allowed-access.js";
import { group } from "../group.js";
import { role } from "../role.js";
import { rotatedSecretAws } from "../rotated-secret-aws.js";
import { rotatedSecretAzure } from "../rotated-secret-azure.js";
import { rotatedSecretCustom } from "../rotated-secret-custom.js";
import { rotatedSecretMysql } from "../rotated-secret-mysql.js";
import { rotatedSecretPostgresql } from "../rotated-secret-postgresql.js";
import { staticSecret } from "../static-secret.js";
import { targetAzure } from "../target-azure.js";
import { targetDb } from "../target-db.js";
import { targetGcp } from "../target-gcp.js";
import { targetGithub } from "../target-github.js";
import { targetSsh } from "../target-ssh.js";
import { targetWeb } from "../target-web.js";

export { authMethodApiKey, authMethodAwsIam, authMethodAzureAd, authMethodCert, authMethodK8s, authMethodOauth2, authMethodOidc, authMethodSaml, authMethodUniversalIdentity, dynamicSecretAws, dynamicSecretCustom, dynamicSecretGcp, dynamicSecretMongodb, dynamicSecretMssql, dynamicSecretMysql, dynamicSecretPostgresql, folder, gatewayAllowedAccess, group, role, rotatedSecretAws, rotatedSecretAzure, rotatedSecretCustom, rotatedSecretMysql, rotatedSecretPostgresql, staticSecret, targetAzure, targetDb, targetGcp, targetGithub, targetSsh, targetWeb };

/** Every type that is described by one file of src/types. */
export const gatewayTypes = [authMethodApiKey, authMethodAwsIam, authMethodAzureAd, authMethodCert, authMethodK8s, authMethodOauth2, authMethodOidc, authMethodSaml, authMethodUniversalIdentity, dynamicSecretAws, dynamicSecretCustom, dynamicSecretGcp, dynamicSecretMongodb, dynamicSecretMssql, dynamicSecretMysql, dynamicSecretPostgresql, folder, gatewayAllowedAccess, group, role, rotatedSecretAws, rotatedSecretAzure, rotatedSecretCustom, rotatedSecretMysql, rotatedSecretPostgresql, staticSecret, targetAzure, targetDb, targetGcp, targetGithub, targetSsh, targetWeb] as const;
