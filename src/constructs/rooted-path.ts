import { Fn } from "cdktf";
import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { known } from "./bindings/known.js";

/** A path of the gateway with the slash at its beginning, also where a reference stands for the path. */
export function rootedPath(name: string): string {
  const path = known(name);
  return typeof path === "string" ? normalizedGatewayPath(path) : `/${Fn.trimprefix(name, "/")}`;
}
