import { AwsError } from "../../errors.js";
import { available } from "../availability.js";
import { unfinished } from "../rotation-runner.js";
import { isSchedule, nextScheduled } from "../schedule.js";
import type { RotationRules, StoredSecret } from "../secret.js";
import { CURRENT } from "../versions.js";
import { named } from "../wire.js";
import { namedSecret, type SecretsAction, type SecretsCall, secretsWrite } from "./action.js";
import { versionIdOf } from "./content.js";

/** Rotation by a function. */
export const rotationActions: readonly SecretsAction[] = [
  secretsWrite("RotateSecret", {
    takes: ["SecretId", "ClientRequestToken", "RotationLambdaARN", "RotationRules", "RotateImmediately"],
    run: (call) => {
      const { fields, rotator, now } = call;
      const secret = available(namedSecret(call));
      const id = versionIdOf(call);
      const rules = rulesOf(call);
      const lambda =
        fields.optionalText("RotationLambdaARN", { min: 0, max: 2048 }) || secret.rotationFunction;
      if (lambda === undefined) {
        throw new AwsError(
          "InvalidRequestException",
          "No Lambda rotation function ARN is associated with this secret.",
        );
      }
      // That a function which is not there is refused like one that may not be called is inferred.
      if (!rotator.hasFunction(lambda)) {
        throw new AwsError(
          "AccessDeniedException",
          "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.",
        );
      }
      // The same request once more, whose first answer was lost.
      if (rotator.versionUnderWay(secret) === id || secret.versions.get(id)?.stages.has(CURRENT)) {
        return { ...named(secret), VersionId: id };
      }
      refuseWhileUnfinished(secret, call);
      secret.rotationFunction = lambda;
      secret.changedAt = now;
      if (rules) secret.rotationRules = rules;
      if (secret.rotationRules) {
        secret.rotationEnabled = true;
        secret.nextRotationAt = nextScheduled(secret.rotationRules, now);
      }
      if (fields.flag("RotateImmediately") ?? true) rotator.start(secret, id);
      else rotator.test(secret, id);
      return { ...named(secret), VersionId: id };
    },
  }),
  secretsWrite("CancelRotateSecret", {
    takes: ["SecretId"],
    run: (call) => {
      const secret = available(namedSecret(call));
      if (secret.rotationFunction === undefined) {
        throw new AwsError(
          "InvalidRequestException",
          "You can't cancel the rotation of a secret that isn't configured for rotation.",
        );
      }
      secret.rotationEnabled = false;
      secret.nextRotationAt = undefined;
      return { ...named(secret), VersionId: call.rotator.cancel(secret) };
    },
  }),
];

/** A rotation that did not come to its end goes first. */
function refuseWhileUnfinished(secret: StoredSecret, { rotator }: SecretsCall): void {
  const id = unfinished(secret);
  if (id === undefined) return;
  rotator.start(secret, id);
  throw new AwsError(
    "InvalidRequestException",
    "A previous rotation isn\u2019t complete. That rotation will be reattempted.",
  );
}

function rulesOf({ fields }: SecretsCall): RotationRules | undefined {
  const rules = fields.structure("RotationRules");
  if (!rules) return undefined;
  rules.allowOnly("RotateSecret", ["AutomaticallyAfterDays", "Duration", "ScheduleExpression"]);
  const automaticallyAfterDays = rules.integer("AutomaticallyAfterDays", { min: 1, max: 1000 });
  const duration = rules.optionalText("Duration", { min: 2, max: 3, pattern: /^[0-9h]+$/ });
  const scheduleExpression = rules.optionalText("ScheduleExpression", { max: 256 });
  if (scheduleExpression !== undefined && automaticallyAfterDays !== undefined) {
    throw invalid("You can't specify both AutomaticallyAfterDays and ScheduleExpression.");
  }
  if (scheduleExpression !== undefined && !isSchedule(scheduleExpression)) {
    throw invalid("The ScheduleExpression is not valid.");
  }
  return { automaticallyAfterDays, duration, scheduleExpression };
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
