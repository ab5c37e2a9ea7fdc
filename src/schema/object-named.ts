import { gatewayName } from "../types/attributes/gateway-name.js";
import { attr } from "../vocabulary/index.js";

/** The path of what an ephemeral resource or a data source is about. */
export function objectNamed(what: string) {
  return attr.required.string({ doc: `Path of the ${what} in the gateway.`, ...gatewayName });
}

/** Which of the versions that the gateway keeps is meant. */
export const version = attr.optional.int({
  doc: "Which of the versions that the gateway keeps. Default: the newest.",
  min: 1,
});
