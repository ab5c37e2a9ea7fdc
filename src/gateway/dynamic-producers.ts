import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { parseGoDuration } from "../domain/go-duration.js";
import { type Marked, withoutMarks } from "../domain/making-mark.js";
import { Fault } from "../errors/fault.js";
import { GatewayAnswer } from "./answer.js";
import type { Commands } from "./commands.js";
import { about, itemTarget, otherKind } from "./item.js";
import type { GatewayCallOptions } from "./settings.js";

export type ProducerAccessMode = "iam_user" | "assume_role";

export interface DynamicProducerRecord extends Marked {
  readonly name: string;
  /** The gateway's own number of it, which it keeps under another name; null where the gateway does not tell. */
  readonly id: number | null;
  /** Null when the producer has credentials of its own instead of a target. */
  readonly target: string | null;
  readonly accessMode: ProducerAccessMode;
  readonly roleArns: readonly string[];
  readonly policyArns: readonly string[];
  readonly userGroups: readonly string[];
  readonly consoleAccess: boolean;
  readonly programmaticAccess: boolean;
  /** Null for a lifetime without a unit, which the gateway accepts: what it means is not documented. */
  readonly ttlSeconds: number | null;
  readonly region: string | null;
  readonly externalId: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
}

/** Dynamic secrets that mint AWS credentials. */
export interface DynamicProducers {
  /** Undefined for a proven absence. */
  find(name: string, options?: GatewayCallOptions): Promise<DynamicProducerRecord | undefined>;
}

/** The dynamic producers of the gateway that these commands go to. */
export function dynamicProducers(commands: Commands): DynamicProducers {
  return {
    async find(name, options) {
      const context = about("read", "reading dynamic producer", name, options);
      const value = await commands.find("dynamic-secret-get", { name: normalizedGatewayPath(name) }, context);
      return value === undefined
        ? undefined
        : producerFrom(new GatewayAnswer(value, context.doing), context.doing);
    },
  };
}

function producerFrom(answer: GatewayAnswer, doing: string): DynamicProducerRecord {
  const mode = answer.textOrNull("aws_access_mode");
  const ttl = answer.text("user_ttl");
  const ttlSeconds = /^\d+$/.test(ttl) ? null : parseGoDuration(ttl);
  if (mode === null) throw otherKind(doing, "the dynamic secret does not mint AWS credentials");
  if (ttlSeconds === undefined) {
    throw new Fault("GATEWAY_ANSWER_UNEXPECTED", {
      doing,
      seen: "user_ttl is not a duration such as 60m",
      state: "Nothing was changed by it.",
    });
  }
  return {
    name: normalizedGatewayPath(answer.text("dynamic_secret_name")),
    id: answer.intOrNull("dynamic_secret_id"),
    target: itemTarget(answer),
    accessMode: mode === "iam_user" ? "iam_user" : "assume_role",
    roleArns: answer.commaSeparated("aws_role_arns"),
    policyArns: answer.commaSeparated("aws_user_policies"),
    userGroups: answer.commaSeparated("aws_user_groups"),
    consoleAccess: answer.flag("aws_user_console_access"),
    programmaticAccess: answer.flag("aws_user_programmatic_access"),
    ttlSeconds,
    region: answer.textOrNull("aws_region"),
    externalId: answer.textOrNull("aws_external_id"),
    description: answer.textOrNull("metadata"),
    ...withoutMarks(answer.texts("tags")),
  };
}
