import type { CatalogEntry } from "../catalog-entry.js";

/** `latchkey/webhook`: what the gateway calls to make, to end and to rotate credentials of a system of one's own. */
export const webhookFaults = {
  WEBHOOK_DEFINITION_FLAWED: {
    summary: "Producer cannot work so",
    advice: "Correct the argument of customProducer that is named above; docs/webhooks.md describes each.",
  },
  WEBHOOK_PATH_UNKNOWN: {
    summary: "No such endpoint",
    advice: "Let the URLs of the dynamic secret end in /create, /revoke and /rotate.",
  },
  WEBHOOK_METHOD_WRONG: {
    summary: "Endpoint is called by POST only",
    advice: "Call it as the gateway does: by POST, with a JSON body.",
  },
  WEBHOOK_BODY_TOO_LONG: {
    summary: "Request too long",
    advice: "Send less, or raise `limits.bodyBytes` of the producer.",
  },
  WEBHOOK_REQUEST_MALFORMED: {
    summary: "Request not understood",
    advice: "Send what the gateway sends; docs/webhooks.md shows the three requests.",
  },
  WEBHOOK_CALLER_REFUSED: {
    summary: "Caller refused",
    advice:
      "Add the access id of the gateway to `callers.accessIds` of the producer, if it was the gateway; and the name of the dynamic secret to `callers.itemName`, if one is given there.",
  },
  WEBHOOK_CALLER_UNVERIFIED: {
    summary: "Caller could not be verified",
    advice: "Let the webhook reach the auth service of the gateway, and repeat the call.",
  },
  WEBHOOK_PAYLOAD_UNFIT: {
    summary: "Payload does not fit",
    advice:
      "Correct the payload of the dynamic secret in the gateway: it should be what the producer's schema says.",
  },
  WEBHOOK_INPUT_REFUSED: {
    summary: "Input refused",
    advice: "Repeat the request with other arguments.",
  },
  WEBHOOK_CREATE_FAILED: {
    summary: "Credential not created",
    advice: "The webhook's own log has the reason. Repeat the request once that is mended.",
  },
  WEBHOOK_REVOKE_FAILED: {
    summary: "Credential not revoked",
    advice: "The webhook's own log has the reason. The gateway tries again by itself.",
  },
  WEBHOOK_ROTATE_FAILED: {
    summary: "Payload not rotated",
    advice: "The webhook's own log has the reason. Rotate again once that is mended.",
  },
  WEBHOOK_ROTATES_NOT: {
    summary: "Producer does not rotate its payload",
    advice: "Switch the rotation of the dynamic secret off, or give the producer a `rotate`.",
  },
  WEBHOOK_ANSWER_UNFIT: {
    summary: "Producer's own code answered wrongly",
    advice:
      "Correct what `create` or `rotate` of the producer returns; docs/webhooks.md says what it should be.",
  },
  WEBHOOK_TIME_UP: {
    summary: "Time for the call is up",
    advice:
      "See why the system behind the webhook is slow, or raise `limits.timeoutSeconds` of the producer together with the timeout of the dynamic secret.",
  },
  WEBHOOK_ADDRESS_TAKEN: {
    summary: "Webhook cannot listen",
    advice: "Choose another port, or another host of this machine.",
  },
  TRIAL_AUTH_PORT_TAKEN: {
    summary: "Auth service of the trial cannot listen",
    advice: "Choose another --auth-port, 0 for any free one, and tell the webhook where it is.",
  },
  TRIAL_PAYLOAD_UNREADABLE: {
    summary: "Payload unreadable",
    advice:
      "Let --payload-file name a file that holds the payload of the dynamic secret, or - for standard input.",
  },
  TRIAL_PAYLOAD_UNWRITABLE: {
    summary: "New payload cannot be kept",
    advice: "Let --rotate name a file that can be written: without it the new payload would be lost.",
  },
  WEBHOOK_UNEXPECTED: {
    summary: "Unexpected error in the webhook",
    advice: "This is a mistake in Latchkey. Report it with what `report` of the producer was told.",
  },
} as const satisfies Record<string, CatalogEntry>;
