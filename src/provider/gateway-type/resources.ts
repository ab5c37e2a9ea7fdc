import type { AnyResource } from "../../engine/definition.js";
import { gatewayTypes } from "../../types/generated/index.js";
import type { Clients } from "../../wiring/index.js";
import { dynamicProducerAwsResource } from "../behaviour/dynamic-producer-aws.js";
import { rotatorAwsResource } from "../behaviour/rotator-aws.js";
import { staticSecretResource } from "../behaviour/static-secret.js";
import { gatewayResource } from "./resource.js";

/** The types that do something beside what their description says. */
const behaving: readonly AnyResource<Clients>[] = [
  dynamicProducerAwsResource,
  rotatorAwsResource,
  staticSecretResource,
];

/** Every described type, as a resource. */
export const gatewayResources: readonly AnyResource<Clients>[] = gatewayTypes.map(
  (type): AnyResource<Clients> =>
    behaving.find(({ table }) => table.type === type.table.type) ?? gatewayResource(type as never),
);
