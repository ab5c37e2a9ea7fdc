import type { IConstruct } from "constructs";
import { gatewayPathFlaw } from "../domain/gateway-path.js";
import { MACHINE_TAG } from "../domain/machine-tag.js";
import { isUnknown } from "../vocabulary/index.js";
import { known } from "./bindings/known.js";
import type { MachineRotation } from "./machine-rotation.js";
import type { MachineUserProps } from "./machine-user.js";
import { refusal } from "./refusal.js";

const NAME_SHAPE = /^[\w/+=.@-]{1,512}$/;
/** What is said of a secret of Secrets Manager, and of no other one. */
const OF_SECRETS_MANAGER = ["recoveryWindowDays", "kmsKeyArn", "description"] as const;

/**
 * What cannot be right about a machine user.
 *
 * @throws Fault VALUE_NOT_ALLOWED, PATH_MALFORMED
 */
export function checkMachineUser(
  at: IConstruct,
  props: MachineUserProps,
  graceDays: number,
  rotation: MachineRotation,
): void {
  checkPlace(at, props, rotation);
  const { tags = {}, policyArns = [], recoveryWindowDays: window } = props;
  const twice = policyArns.find((arn, place) => policyArns.indexOf(arn) !== place);
  if (twice !== undefined) {
    const got = isUnknown(known(twice)) ? "a reference" : twice;
    throw refusal(at, "VALUE_NOT_ALLOWED", "policyArns", `should name each policy once, got ${got} again`);
  }
  if (MACHINE_TAG in tags) {
    throw refusal(at, "VALUE_NOT_ALLOWED", "tags", `should not hold ${MACHINE_TAG}: the construct sets it`);
  }
  if (isUnknown(known(graceDays))) {
    const flaw = "should be a number that is known when the stack is synthesized, got a reference";
    throw refusal(at, "VALUE_NOT_ALLOWED", "graceDays", flaw);
  }
  if (!Number.isInteger(graceDays) || graceDays < 0 || graceDays > 365) {
    throw refusal(at, "VALUE_NOT_ALLOWED", "graceDays", `should be 0 to 365 whole days, got ${graceDays}`);
  }
  const days = known(window);
  if (typeof days === "number" && days !== 0 && !(days >= 7 && days <= 30)) {
    throw refusal(at, "VALUE_NOT_ALLOWED", "recoveryWindowDays", `should be 0, or 7 to 30, got ${days}`);
  }
  const everyDays = known(rotation.options.everyDays);
  if (typeof everyDays === "number" && everyDays <= graceDays) {
    throw refusal(
      at,
      "VALUE_NOT_ALLOWED",
      "rotation",
      `should be seldomer than the grace of ${graceDays} days, got every ${everyDays} days`,
      "AWS allows a user two keys: let the grace of a replaced key be over before the next one is due.",
    );
  }
}

/** The key lies in one secret, and what is said of that suits it. */
function checkPlace(at: IConstruct, props: MachineUserProps, rotation: MachineRotation): void {
  const { secretName, staticSecretName } = props;
  if ((secretName === undefined) === (staticSecretName === undefined)) {
    const flaw =
      secretName === undefined
        ? "or 'staticSecretName' should say where the key lies, got neither"
        : "should not be given beside 'staticSecretName': a key has one place";
    throw refusal(at, "VALUE_NOT_ALLOWED", "secretName", flaw);
  }
  const name = known(secretName);
  if (typeof name === "string" && !NAME_SHAPE.test(name)) {
    const flaw = `should have 1 to 512 characters of A-Z a-z 0-9 / _ + = . @ -, got ${JSON.stringify(name)}`;
    throw refusal(at, "VALUE_NOT_ALLOWED", "secretName", flaw);
  }
  if (staticSecretName === undefined) return;
  const path = known(staticSecretName);
  const pathFlaw = typeof path === "string" ? gatewayPathFlaw(path) : undefined;
  if (pathFlaw !== undefined) throw refusal(at, "PATH_MALFORMED", "staticSecretName", pathFlaw);
  const stray = OF_SECRETS_MANAGER.find((prop) => props[prop] !== undefined);
  if (stray !== undefined) {
    const flaw = "should not be given with 'staticSecretName': it is about a secret of AWS Secrets Manager";
    throw refusal(at, "VALUE_NOT_ALLOWED", stray, flaw);
  }
  if (rotation.owner === "function") {
    const flaw =
      "should be by Terraform, as 'staticSecretName' is given: a function rotates secrets of AWS Secrets Manager";
    throw refusal(at, "VALUE_NOT_ALLOWED", "rotation", flaw);
  }
}
