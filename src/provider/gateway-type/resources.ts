import type { AnyResource } from "../../engine/definition.js";
import { formerTable } from "../../schema/index.js";
import { gatewayTypes } from "../../types/generated/index.js";
import type { Clients } from "../../wiring/index.js";
import { authMethodApiKeyResource } from "../behaviour/auth-method-api-key.js";
import { dynamicSecretAwsResource } from "../behaviour/dynamic-secret-aws.js";
import { roleResource } from "../behaviour/role.js";
import { rotatedSecretAwsResource } from "../behaviour/rotated-secret-aws.js";
import { staticSecretResource } from "../behaviour/static-secret.js";
import { type AnyGatewayResource, gatewayResource } from "./resource.js";

/** The types that do something beside what their description says. */
const behaving: readonly AnyGatewayResource[] = [
  authMethodApiKeyResource,
  dynamicSecretAwsResource,
  roleResource,
  rotatedSecretAwsResource,
  staticSecretResource,
];

/** Every described type, as a resource, and under the name that it had before, where it had another one. */
export const gatewayResources: readonly AnyResource<Clients>[] = gatewayTypes.flatMap((type) => {
  const resource: AnyGatewayResource =
    behaving.find(({ table }) => table.type === type.table.type) ?? gatewayResource(type as never);
  const former = formerTable(resource.table);
  return former ? [resource, resource.withTable(former)] : [resource];
});
