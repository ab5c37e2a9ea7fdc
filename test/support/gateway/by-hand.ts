import { normalizedGatewayPath } from "../../../src/domain/gateway-path.js";
import { formatGoDuration } from "../../../src/domain/go-duration.js";
import { markTexts } from "../../../src/domain/making-mark.js";
import type { Gateway } from "../../../src/gateway/index.js";

/*
 * What a person does to the items of a gateway beside the product: a test prepares a world with it, or has something
 * changed under the product's feet.
 */

/** A rotated secret that rotates the key of an AWS target. */
export interface RotatorShape {
  readonly name: string;
  readonly target: string;
  readonly autoRotate: boolean;
  readonly intervalDays: number;
  /** Null leaves it to the gateway. */
  readonly rotationHour: number | null;
  readonly description: string | null;
  readonly tags: readonly string[];
}

/** A dynamic secret that mints AWS credentials. */
export interface ProducerShape {
  readonly name: string;
  readonly target: string;
  readonly accessMode: "iam_user" | "assume_role";
  readonly roleArns: readonly string[];
  readonly policyArns: readonly string[];
  readonly userGroups: readonly string[];
  readonly consoleAccess: boolean;
  readonly programmaticAccess: boolean;
  readonly ttlSeconds: number;
  /** Null leaves it to the gateway. */
  readonly region: string | null;
  readonly externalId: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
}

/** With which mark something is made; none by default. */
interface Making {
  readonly mark?: string;
}

export async function createRotator(gateway: Gateway, shape: RotatorShape, making?: Making): Promise<void> {
  await gateway.objects.once({
    ...{ command: "rotated-secret-create-aws", doing: "creating rotator", name: shape.name },
    fields: {
      ...schedule(shape),
      ...{ "target-name": normalizedGatewayPath(shape.target), "rotator-type": "target" },
      ...{ description: shape.description, tags: tagsOfNew(shape.tags, making) },
    },
  });
}

/** Changes everything but the target. */
export async function updateRotator(gateway: Gateway, shape: RotatorShape): Promise<void> {
  const now = await gateway.rotators.find(shape.name);
  await gateway.objects.change({
    ...{ command: "rotated-secret-update-aws", doing: "updating rotator", name: shape.name },
    fields: {
      ...schedule(shape),
      ...tagChanges(now?.tags ?? [], shape.tags),
      description: shape.description ?? "",
    },
  });
}

export async function createProducer(gateway: Gateway, shape: ProducerShape, making?: Making): Promise<void> {
  await gateway.objects.once({
    ...{ command: "dynamic-secret-create-aws", doing: "creating dynamic producer", name: shape.name },
    fields: {
      ...producerFields(shape),
      ...{ region: shape.region, "aws-external-id": shape.externalId },
      ...{ description: shape.description, tags: tagsOfNew(shape.tags, making) },
    },
  });
}

/** Replaces everything. */
export async function updateProducer(gateway: Gateway, shape: ProducerShape): Promise<void> {
  await gateway.objects.change({
    ...{ command: "dynamic-secret-update-aws", doing: "updating dynamic producer", name: shape.name },
    fields: {
      ...producerFields(shape),
      ...{ region: shape.region ?? "us-east-2", "aws-external-id": shape.externalId ?? "" },
      ...{ description: shape.description ?? "", tags: shape.tags },
    },
  });
}

/** Already gone is success. */
export async function removeProducer(gateway: Gateway, name: string): Promise<void> {
  await gateway.objects.remove({
    command: "dynamic-secret-delete",
    doing: "deleting dynamic producer",
    name,
  });
}

/** Gives a static secret this description and these tags. */
export async function describeSecret(
  gateway: Gateway,
  name: string,
  description: string | null,
  tags: readonly string[],
): Promise<void> {
  const now = await gateway.staticSecrets.find(name);
  await gateway.objects.change({
    ...{ command: "update-item", doing: "describing static secret", name },
    fields: {
      description: description ?? "",
      ...tagChanges([...(now?.tags ?? []), ...markTexts(now ?? {})], tags),
    },
  });
}

/** Gives an item another path. */
export async function renameItem(gateway: Gateway, name: string, newName: string): Promise<void> {
  await gateway.objects.once({
    ...{ command: "update-item", doing: "renaming item", name },
    fields: { description: "default_metadata", "new-name": newName },
  });
}

function schedule(shape: RotatorShape) {
  return {
    "authentication-credentials": "use-target-creds",
    "auto-rotate": String(shape.autoRotate),
    "rotation-interval": String(shape.intervalDays),
    "rotation-hour": shape.rotationHour,
  };
}

function producerFields(shape: ProducerShape) {
  return {
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

function tagsOfNew(tags: readonly string[], { mark }: Making = {}): readonly string[] | null {
  const all = mark === undefined ? tags : [...tags, mark];
  return all.length > 0 ? all : null;
}

function tagChanges(now: readonly string[], wanted: readonly string[]) {
  const add = wanted.filter((tag) => !now.includes(tag));
  const remove = now.filter((tag) => !wanted.includes(tag));
  return { "add-tag": add.length ? add : null, "rm-tag": remove.length ? remove : null };
}
