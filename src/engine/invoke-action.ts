import { Fault } from "../errors/fault.js";
import type { Attributes } from "../vocabulary/index.js";
import { planToAuthor } from "./author/decode.js";
import type { ActionContext } from "./definition.js";
import type { Operation } from "./operation.js";
import { decidedValues } from "./plan/decided-values.js";
import type { Report } from "./report.js";
import type { ServedAction } from "./served-resource.js";
import { validateConfig } from "./validate/validate-config.js";
import { isWhollyKnown } from "./value/kind.js";
import type { TfObject } from "./value/value.js";

/** Checks once more what was unknown when the config was validated. False, and reported, when it cannot be used. */
export function isReadyToInvoke(action: ServedAction<unknown>, config: TfObject, report: Report): boolean {
  validateConfig(action.table, config, true, report);
  const unknown = Object.keys(config).filter((name) => !isWhollyKnown(config[name] ?? null));
  if (unknown.length > 0) {
    const fault = new Fault("ACTION_CONFIG_UNKNOWN", {
      doing: `invoking ${action.typeName}`,
      seen: `${unknown.join(", ")} ${unknown.length === 1 ? "is" : "are"} not known`,
      state: "Nothing was done.",
    });
    report.fault(fault);
  }
  return !report.hasErrors;
}

/** Runs an action. What it throws is reported; what it tells on the way is logged and handed on without secrets. */
export async function runAction<Client>(
  { definition, table: { attributes }, typeName }: ServedAction<Client>,
  config: TfObject,
  operation: Operation<Client>,
  progress: (message: string) => void,
): Promise<void> {
  const context = {
    ...operation.context,
    config: planToAuthor(attributes, decidedValues(attributes, config, null)),
    progress(message: string) {
      const shown = operation.report.redaction.apply(message);
      operation.log.log("info", shown);
      progress(shown);
    },
  };
  try {
    await definition.invoke(context as unknown as ActionContext<Attributes, Client>);
  } catch (error) {
    operation.failed(error, {
      doing: `invoking ${typeName}`,
      state: "What it had done by then stays done, and it may be invoked again.",
    });
  }
}
