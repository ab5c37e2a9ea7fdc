import { attr, blockTable } from "../../vocabulary/index.js";
import { objectNamed, version } from "../object-named.js";

/** The value of a rotated secret with a key of its own, for as long as Terraform runs. */
export const rotatedSecretValueTable = blockTable({
  type: "rotated_secret",
  doc: "The value of a rotated secret, for as long as a command of Terraform runs. A rotated secret that rotates the key of a target is refused (`WORKING_KEY_KEPT`): its value is the key with which the gateway works, and nothing else may. Asking rotates nothing; a rotation while Terraform runs may end what was read.",
  attributes: {
    name: objectNamed("rotated secret"),
    version,
    username: attr.computedOrNull.string({
      doc: "Who it is; of an AWS access key its id. Null where the secret has none.",
      sensitive: true,
    }),
    password: attr.computedOrNull.string({
      doc: "The secret itself; of an AWS access key the secret access key. Null where the secret has none.",
      sensitive: true,
    }),
    json: attr.computed.string({
      doc: "All that the gateway tells of the value, as one JSON object by the gateway's own names.",
      sensitive: true,
    }),
  },
});
