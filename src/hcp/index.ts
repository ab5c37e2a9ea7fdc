export { HCP_HOSTNAME, hcpUrl } from "./address.js";
export {
  createHcpTerraform,
  type HcpSettings,
  type HcpTerraform,
  type StateVersion,
  type WorkspaceName,
} from "./hcp-terraform.js";
export { hcpToken } from "./token.js";
