import { isRecord } from "../domain/is-record.js";
import { Fault } from "../errors/fault.js";

const STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

/** The four steps in which Secrets Manager has a secret rotated. */
export type RotationStep = (typeof STEPS)[number];

/** What a rotation function is called for. */
export type RotationCall =
  | {
      readonly kind: "step";
      readonly step: RotationStep;
      /** ARN of the secret. */
      readonly secret: string;
      /** Id of the version that the key goes into. */
      readonly version: string;
    }
  /** A schedule, or a person: what is due is done. */
  | { readonly kind: "look" };

/**
 * What an event asks for. One of Secrets Manager has `Step`, `SecretId` and `ClientRequestToken`; any other one is a look.
 *
 * @throws Fault ROTATION_EVENT_MALFORMED for one that names a step and not what it is about
 */
export function rotationCall(event: unknown): RotationCall {
  if (!isRecord(event) || event.Step === undefined) return { kind: "look" };
  const { Step, SecretId: secret, ClientRequestToken: version } = event;
  const step = STEPS.find((known) => known === Step);
  if (!step || typeof secret !== "string" || typeof version !== "string") {
    throw new Fault("ROTATION_EVENT_MALFORMED", {
      doing: "reading the event",
      seen: step ? "it names no secret and version" : `it names the step ${JSON.stringify(Step)}`,
      state: "Nothing was done.",
    });
  }
  return { kind: "step", step, secret, version };
}
