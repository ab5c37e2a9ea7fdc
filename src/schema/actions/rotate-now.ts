import { actionTable, attr } from "../../vocabulary/index.js";
import { objectNamed } from "../object-named.js";

/** A rotation at a moment of the deployer's choice, as an action. */
export const rotateNowTable = actionTable({
  type: "rotate_now",
  doc: "Has the gateway rotate something now: a rotated secret of any type, custom ones included, or what a dynamic secret itself works with, as far as its type can be rotated. It is asked for by one request, which is never sent again: where the answer is not clear, what came of it is read. Each invocation is one rotation.",
  attributes: {
    name: objectNamed("rotated secret or dynamic secret"),
    end_grace: attr.defaulted.bool({
      doc: "Whether a grace that is on may be ended by it. AWS allows two keys of a user; in a grace both are the gateway's, and another rotation takes the place of the one before. Without this it is refused until the grace has ended. Default: `false`.",
      default: false,
    }),
  },
});
