/** A rule of the protocol between the gateway and a webhook: what should hold, and what to do where it does not. */
interface TrialRule {
  readonly promise: string;
  readonly cure: string;
}

/**
 * What a webhook is tried for, in the order in which it is. Sources: the gateway's page on custom dynamic secrets
 * (docs.akeyless.io/docs/custom-producer) and its example servers (github.com/akeylesslabs/custom-producer).
 */
export const TRIAL_RULES = {
  answers: {
    promise: "every endpoint answers",
    cure: "Start the webhook, and give the URL under which the gateway reaches it.",
  },
  "in-time": {
    promise: "answers come before the gateway gives up",
    cure: "Answer within the timeout of the dynamic secret, which is 60 seconds unless set; or raise it.",
  },
  "dry-run": {
    promise: "create answers a dry run with 200, an id and a response",
    cure: 'Answer a create whose client_info.access_id is "p-custom" and whose input is "" with a fixed id.',
  },
  "dry-run-makes-nothing": {
    promise: "a dry run makes nothing: its id is always the same",
    cure: "Answer a dry run with a fixed id, before anything is made: the gateway makes one at every change of the dynamic secret.",
  },
  "dry-run-revoked": {
    promise: "revoke confirms the id of a dry run",
    cure: "List the fixed id of the dry run in `revoked`, and do nothing.",
  },
  "create-200": {
    promise: "create answers 200",
    cure: "Answer 200: every other status is a failure for the gateway, 201 included.",
  },
  "create-json": {
    promise: "create answers with a JSON object",
    cure: 'Answer {"id": "…", "response": {…}}.',
  },
  "id-text": {
    promise: "the id of a credential is a text, and not empty",
    cure: "Put quotes around the id: the gateway reads a text, and sends it back to revoke.",
  },
  "response-object": {
    promise: "the response of create is an object",
    cure: "Put what the client is to receive into an object under `response`.",
  },
  "ids-differ": {
    promise: "two creates at the same time have ids of their own",
    cure: "Give each credential an id of its own: with a shared one, the end of the first is the end of the second.",
  },
  "empty-input": {
    promise: "create takes an absent input, which arrives as an empty text",
    cure: 'Take "" under `input` for an empty object.',
  },
  "unknown-fields": {
    promise: "fields that the webhook does not know are ignored",
    cure: "Read what you know of a request, and ignore the rest: gateways of a later version may send more.",
  },
  "response-secrecy": {
    promise: "the payload is not handed to the client",
    cure: "Leave the secrets of the payload out of `response`: every client of the dynamic secret receives that.",
  },
  "revoke-200": {
    promise: "revoke answers 200 with a JSON object",
    cure: 'Answer {"revoked": ["…"]} with 200.',
  },
  "revoked-texts": {
    promise: "`revoked` is a list of texts",
    cure: "List the ids under `revoked` as they were sent: as texts.",
  },
  "revoke-confirms": {
    promise: "revoke confirms the id that it was given",
    cure: "List every id that is ended under `revoked`: the gateway keeps the others, and asks again.",
  },
  "revoke-several": {
    promise: "revoke takes several ids at once",
    cure: "Go through all of `ids`, and confirm each.",
  },
  "revoke-no-others": {
    promise: "revoke confirms nothing that it was not asked for",
    cure: "List only ids of the request under `revoked`.",
  },
  "revoke-repeatable": {
    promise: "revoking once more is confirmed as well",
    cure: "Treat a credential that is gone as revoked: the gateway asks again where an answer was lost.",
  },
  "malformed-refused": {
    promise: "what is no JSON is refused",
    cure: "Answer 400 to a body that cannot be read.",
  },
  "failure-status": {
    promise: "a failure is no 200",
    cure: "Answer a failure with a status of 400 or more, and a text: whatever else has 200 the gateway takes for a credential.",
  },
  "error-secrecy": {
    promise: "errors do not repeat the payload",
    cure: "Answer with a text of your own: messages of drivers and parsers hold what they were given.",
  },
  "long-body": {
    promise: "a body of megabytes is refused",
    cure: "Limit what is read of a request; a few hundred kilobytes are plenty.",
  },
  "callers-create": {
    promise: "create refuses a caller without credentials",
    cure: "Verify the header AkeylessCreds before anything else, and answer 401.",
  },
  "callers-revoke": {
    promise: "revoke refuses a caller without credentials",
    cure: "Verify the header AkeylessCreds on revoke, too.",
  },
  "callers-rotate": {
    promise: "rotate refuses a caller without credentials",
    cure: "Verify the header AkeylessCreds on rotate, too.",
  },
  "callers-forged": {
    promise: "credentials that the auth service does not know are refused",
    cure: "Have each header AkeylessCreds validated by the auth service, and admit its word alone.",
  },
  "callers-other": {
    promise: "the credentials of another gateway are refused",
    cure: "Send the access id of your gateway as `expected_access_id`, and compare `access_id` of the answer with it.",
  },
  "rotate-200": {
    promise: "rotate answers 200 with a new payload, which is a text",
    cure: 'Answer {"payload": "…"} with 200; an object has to be written as JSON first.',
  },
  "rotate-changes": {
    promise: "the new payload is another one",
    cure: "Return what takes the place of the payload, and not what was sent.",
  },
  "new-payload": {
    promise: "create and revoke work with the new payload",
    cure: "Return a payload that the webhook itself can read and work with.",
  },
  "old-payload": {
    promise: "create works with the old payload for a while",
    cure: "Let the old credential live until the next rotation: calls are on their way, and an answer may be lost.",
  },
  "rotate-repeatable": {
    promise: "a rotation can be repeated with the old payload",
    cure: "Rotate from the old payload once more: it is all that the gateway has, if it did not get the answer.",
  },
} as const satisfies Record<string, TrialRule>;

export type TrialRuleId = keyof typeof TRIAL_RULES;
