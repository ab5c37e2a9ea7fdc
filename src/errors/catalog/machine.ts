import type { CatalogEntry } from "../catalog-entry.js";

/** Keys of machine users, and the secrets in which their users find them. */
export const machineFaults = {
  MACHINE_SECRET_MISSING: {
    summary: "Secret of the machine user is missing",
    advice: "Create the secret first, in the region that the provider works in, and name it by its ARN.",
  },
  MACHINE_TWO_OWNERS: {
    summary: "Secret has another owner of its key",
    advice:
      "A secret has one owner of its key: its rotation function while rotation of the secret is switched on, the resource latchkey_machine_key while it is off. To leave the key to the function, switch rotation on first, and then remove the resource. To leave it to the resource, switch rotation off: aws secretsmanager cancel-rotate-secret --secret-id NAME. The key stays.",
  },
  MACHINE_KEY_STILL_NEEDED: {
    summary: "Replaced key takes the slot of the next one",
    advice:
      "Let whoever works with the replaced key read the secret again, and wait until its grace is over and it was unused for a day. If nothing needs it, delete it yourself, and rotate again.",
  },
  MACHINE_DELIVERY_UNCLEAR: {
    summary: "Key could not be written to the secret for certain",
    advice: "Run it again: what was left is found and ended first.",
  },
  MACHINE_VERSION_TAKEN: {
    summary: "Version of the secret holds something else",
    advice: "Start another rotation: aws secretsmanager rotate-secret --secret-id NAME.",
  },
  MACHINE_NOTHING_PENDING: {
    summary: "Pending version of the secret holds no key",
    advice: "Start another rotation: aws secretsmanager rotate-secret --secret-id NAME.",
  },
  ROTATION_EVENT_MALFORMED: {
    summary: "Event is none for this rotation function",
    advice: "Have the function called by Secrets Manager for its own secret, or by a schedule.",
  },
} as const satisfies Record<string, CatalogEntry>;
