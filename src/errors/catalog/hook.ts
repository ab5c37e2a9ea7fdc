import type { CatalogEntry } from "../catalog-entry.js";

/** `latchkey hook serve`: what HCP Terraform calls after a run. */
export const hookFaults = {
  HOOK_KEY_MISSING: {
    summary: "No key to check signatures with",
    advice:
      "Set LATCHKEY_HOOK_TASK_KEY to the HMAC key of the run task, LATCHKEY_HOOK_NOTIFICATION_TOKEN to the token of the notification configuration, or both. Requests without a valid signature are never acted on.",
  },
  HOOK_TARGETS_UNREADABLE: {
    summary: "Targets file unreadable",
    advice: "Let --targets name a file of JSON; docs/hook.md shows one.",
  },
  HOOK_TARGETS_MALFORMED: {
    summary: "Targets not understood",
    advice: "Correct what is named above; docs/hook.md describes every field.",
  },
  HOOK_ADDRESS_TAKEN: {
    summary: "Hook cannot listen",
    advice: "Choose another --port, or another --host of this machine.",
  },
  HOOK_TIME_UP: {
    summary: "Time of the run task is up",
    advice:
      "The hook goes on by itself, from where it is, when it looks at its targets the next time; `latchkey retire` does so at once.",
  },
  HOOK_STOPPED: {
    summary: "Hook was stopped",
    advice: "Start the hook again: it looks at its targets, and goes on from where they are.",
  },
  HOOK_UNEXPECTED: {
    summary: "Unexpected error in the hook",
    advice:
      "This is a mistake in Latchkey. Report it with the line of the hook's log that has the same time.",
  },
} as const satisfies Record<string, CatalogEntry>;
