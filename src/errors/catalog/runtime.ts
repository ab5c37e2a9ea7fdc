import type { CatalogEntry } from "../catalog-entry.js";

/** Applications that read secrets through latchkey/runtime. */
export const runtimeFaults = {
  SECRETS_OPTION_REFUSED: {
    summary: "Option of the secrets client refused",
    advice: "Correct the option; docs/runtime.md says what each of them allows.",
  },
  SECRETS_CLOSED: {
    summary: "Secrets client closed",
    advice: "Read secrets before close() is called, or make another client with createSecrets().",
  },
  SECRET_FIELD_MISSING: {
    summary: "Field missing in the secret",
    advice:
      "Look at the secret in the gateway: which fields it has follows from its format (json, key-value), its producer or its rotator. Then ask for one of these.",
  },
} as const satisfies Record<string, CatalogEntry>;
