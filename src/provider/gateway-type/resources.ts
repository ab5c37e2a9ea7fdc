import type { AnyResource } from "../../engine/definition.js";
import { gatewayTypes } from "../../types/generated/index.js";
import type { Clients } from "../../wiring/index.js";
import { dynamicProducerAws } from "../behaviour/dynamic-producer-aws.js";
import { rotatorAws } from "../behaviour/rotator-aws.js";
import { staticSecret } from "../behaviour/static-secret.js";
import { gatewayResource } from "./resource.js";

/** The types that do something beside what their description says. */
const behaving: readonly AnyResource<Clients>[] = [dynamicProducerAws, rotatorAws, staticSecret];

/** Every described type, as a resource. */
export const gatewayResources: readonly AnyResource<Clients>[] = gatewayTypes.map(
  (type): AnyResource<Clients> =>
    behaving.find(({ table }) => table.type === type.table.type) ?? gatewayResource(type as never),
);
