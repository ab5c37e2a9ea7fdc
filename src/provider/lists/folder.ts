import { normalizedGatewayPath } from "../../domain/gateway-path.js";

/** A folder as all paths below it begin. */
export function folderOf(path: string): string {
  return normalizedGatewayPath(path).replace(/\/*$/, "/");
}
