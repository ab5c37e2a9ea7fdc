import type { Attributes } from "../../vocabulary/index.js";
import type { Circumstances, Report } from "../report.js";
import { isComputed } from "../table/mode.js";

/**
 * Tells where an author returned something else than was planned. For what the user decides that is a line in the log:
 * remotes like to echo things in their own spelling. For a computed value the provider's prediction was wrong.
 */
export function tellContradictions(
  attributes: Attributes,
  contradicted: readonly string[],
  circumstances: Circumstances,
  report: Report,
): void {
  for (const name of contradicted) {
    const attribute = attributes[name];
    if (attribute && isComputed(attribute)) {
      const text = "came out otherwise than planned; the planned value is stored";
      report.flaw("PREDICTION_FAILED", [{ attribute: name }], text, circumstances, "warning");
    } else {
      report.log.log("debug", "returned otherwise than planned; the planned value is stored", {
        attribute: name,
      });
    }
  }
}
