import { gatewayPathFlaw, normalizedGatewayPath } from "../../domain/gateway-path.js";

/** What every attribute that holds a gateway path shares: how it is checked and how it is compared. */
export const gatewayName = {
  flaw: gatewayPathFlaw,
  flawCode: "PATH_MALFORMED",
  canonical: normalizedGatewayPath,
} as const;
