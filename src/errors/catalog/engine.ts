import type { CatalogEntry } from "../catalog-entry.js";

const REPORT = "This is a defect in the provider: please report it with the provider's version.";

/** Mistakes of a provider's author, reported by the runtime, and the runtime's own limits. */
export const engineFaults = {
  DEFINITION_FLAWED: {
    summary: "Flaw in the provider's definition",
    advice: "Mend the tables and definitions that are named; the provider does not start before.",
  },
  TABLE_FUNCTION_FAILED: {
    summary: "Check of the provider failed",
    advice: REPORT,
  },
  WRITE_ONLY_UNSUPPORTED: {
    summary: "Write-only value would be stored",
    advice:
      "Use Terraform 1.11 or newer, or OpenTofu 1.11 or newer: an older one writes write-only values into the state.",
  },
  PROVIDER_CONFIG_UNKNOWN: {
    summary: "Provider configuration not known yet",
    advice:
      "Let the provider block depend only on values that are known before apply (variables, environment), or apply what it depends on first, with -target.",
  },
  ACTION_CONFIG_UNKNOWN: {
    summary: "Action's configuration not known",
    advice:
      "This is a defect in Terraform, which invokes actions once everything is known: please report it with its version.",
  },
  BLOCK_CONFIG_UNKNOWN: {
    summary: "Configuration not known yet",
    advice:
      "Use values that are known while planning, or apply first what they come from, with -target: what is read or opened needs all of its configuration.",
  },
  FUNCTION_ARGUMENTS_UNFIT: {
    summary: "Wrong number of arguments",
    advice: "Give one argument for each parameter; the function's page names them.",
  },
  OPERATION_STOPPED: {
    summary: "Stopped before it was done",
    advice: "Run the same command again: it goes on from what the state and the remote systems say.",
  },
  PLAN_STEP_MISUSED: {
    summary: "Plan of the provider not possible",
    advice: REPORT,
  },
  PLAN_NOT_REPEATABLE: {
    summary: "Plan of the provider depends on more than its inputs",
    advice: `Terraform plans twice and refuses two different plans. ${REPORT}`,
  },
  PLAN_BREAKS_RULE: {
    summary: "Plan of the provider breaks a rule of Terraform",
    advice: REPORT,
  },
  UPDATE_NOT_POSSIBLE: {
    summary: "Change in place not possible",
    advice: REPORT,
  },
  RESULT_UNFIT: {
    summary: "Result of the provider does not fit its table",
    advice: REPORT,
  },
  PREDICTION_FAILED: {
    summary: "Predicted value did not come true",
    advice: `The next refresh shows the true value. ${REPORT}`,
  },
  CHECKPOINT_UNFIT: {
    summary: "Checkpoint of the provider does not fit its table",
    advice: REPORT,
  },
  STORED_STATE_UNFIT: {
    summary: "Stored state cannot be read",
    advice:
      "Install the provider version that wrote the state, or a newer one; if neither helps, remove the object from the state and import it again.",
  },
  MOVE_UNSUPPORTED: {
    summary: "Move between resource types not supported",
    advice:
      "Import the object under its new address, and remove the old one from the state with a removed block.",
  },
} as const satisfies Record<string, CatalogEntry>;
