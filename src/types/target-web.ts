import { heldIn, ofTarget, targetFamily } from "./families/target.js";
import { gatewayType } from "./mechanism/gateway-type.js";

/** A web site, which dynamic and rotated secrets are for. */
export const targetWeb = gatewayType({
  type: "target_web",
  noun: "web target",
  doc: "A web site to which secrets belong.",
  family: targetFamily("web"),
  commands: { create: "target-create-web", update: "target-update-web" },
  attributes: { ...ofTarget, url: heldIn("web_target_details").needed("url", "url", "URL of the site.") },
});
