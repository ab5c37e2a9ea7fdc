import { attr, blockTable } from "../../vocabulary/index.js";
import { objectNamed, version } from "../object-named.js";

/** The value of a static secret, for as long as Terraform runs. */
export const staticSecretValueTable = blockTable({
  type: "static_secret",
  doc: "The value of a static secret, for as long as a command of Terraform runs. It is read anew by each plan and each apply that needs it, and stored by none.",
  attributes: {
    name: objectNamed("secret"),
    version,
    value: attr.computed.string({
      doc: "The value as it is kept. Of a secret in the format `json` or `key-value`, and of a password, it is JSON: `jsondecode` opens it.",
      sensitive: true,
    }),
  },
});
