import { GATEWAY_REGION } from "../domain/gateway-defaults.js";
import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { formatGoDuration, parseGoDuration } from "../domain/go-duration.js";
import { type Marked, withoutMarks } from "../domain/making-mark.js";
import type { RequestFields } from "../domain/request-fields.js";
import { Fault } from "../errors/fault.js";
import { GatewayAnswer } from "./answer.js";
import type { Commands } from "./commands.js";
import { about, itemTarget, otherKind, tagsOfNew } from "./item.js";
import { itemRenaming, type Renaming } from "./renaming.js";
import type { CreateOptions, GatewayCallOptions } from "./settings.js";

export type ProducerAccessMode = "iam_user" | "assume_role";

export interface DynamicProducerShape {
  readonly name: string;
  /** Path of the target through which credentials are made. */
  readonly target: string;
  readonly accessMode: ProducerAccessMode;
  readonly roleArns: readonly string[];
  readonly policyArns: readonly string[];
  readonly userGroups: readonly string[];
  readonly consoleAccess: boolean;
  readonly programmaticAccess: boolean;
  readonly ttlSeconds: number;
  /** Null leaves it to the gateway (`us-east-2`). */
  readonly region: string | null;
  readonly externalId: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
}

export interface DynamicProducerRecord extends Omit<DynamicProducerShape, "target" | "ttlSeconds">, Marked {
  /** The gateway's own number of it, which it keeps under another name; null where the gateway does not tell. */
  readonly id: number | null;
  /** Null when the producer has credentials of its own instead of a target. */
  readonly target: string | null;
  /** Null for a lifetime without a unit, which the gateway accepts: what it means is not documented. */
  readonly ttlSeconds: number | null;
}

/** Dynamic secrets that mint AWS credentials. */
export interface DynamicProducers extends Renaming {
  /** Undefined for a proven absence. */
  find(name: string, options?: GatewayCallOptions): Promise<DynamicProducerRecord | undefined>;
  /** Not repeated when its outcome is unknown: that is GATEWAY_REPLY_LOST. */
  create(shape: DynamicProducerShape, options?: CreateOptions): Promise<void>;
  /** Replaces everything; the same request twice is the same. */
  update(shape: DynamicProducerShape, options?: GatewayCallOptions): Promise<void>;
  /** Already gone is success. */
  remove(name: string, options?: GatewayCallOptions): Promise<void>;
}

/** The dynamic producers of the gateway that these commands go to. */
export function dynamicProducers(commands: Commands): DynamicProducers {
  return {
    ...itemRenaming(commands, "dynamic producer"),

    async find(name, options) {
      const context = about("read", "reading dynamic producer", name, options);
      const value = await commands.find("dynamic-secret-get", { name: normalizedGatewayPath(name) }, context);
      return value === undefined
        ? undefined
        : producerFrom(new GatewayAnswer(value, context.doing), context.doing);
    },

    async create(shape, options) {
      const context = about("once", "creating dynamic producer", shape.name, options);
      const fields = {
        ...replaceable(shape),
        region: shape.region,
        description: shape.description,
        tags: tagsOfNew(shape.tags, options?.mark),
        "aws-external-id": shape.externalId,
      };
      await commands.run("dynamic-secret-create-aws", fields, context);
    },

    async update(shape, options) {
      const context = about("idempotent", "updating dynamic producer", shape.name, options);
      const fields = {
        ...replaceable(shape),
        region: shape.region ?? GATEWAY_REGION,
        description: shape.description ?? "",
        tags: shape.tags,
        "aws-external-id": shape.externalId ?? "",
      };
      await commands.run("dynamic-secret-update-aws", fields, context);
    },

    async remove(name, options) {
      const fields = { name: normalizedGatewayPath(name) };
      const context = about("idempotent", "deleting dynamic producer", name, options);
      await commands.find("dynamic-secret-delete", fields, context);
    },
  };
}

/** What creates and updates have in common: lists go as text with commas, and an empty one clears. */
function replaceable(shape: DynamicProducerShape): RequestFields {
  return {
    name: normalizedGatewayPath(shape.name),
    "target-name": normalizedGatewayPath(shape.target),
    "access-mode": shape.accessMode,
    "aws-role-arns": shape.roleArns.join(","),
    "aws-user-policies": shape.policyArns.join(","),
    "aws-user-groups": shape.userGroups.join(","),
    "aws-user-console-access": shape.consoleAccess,
    "aws-user-programmatic-access": shape.programmaticAccess,
    "user-ttl": formatGoDuration(shape.ttlSeconds),
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
