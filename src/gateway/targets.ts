import { GATEWAY_REGION } from "../domain/gateway-defaults.js";
import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { describedWith, type Marked, withoutMark } from "../domain/making-mark.js";
import type { RequestFields } from "../domain/request-fields.js";
import { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import { GatewayAnswer } from "./answer.js";
import type { Commands } from "./commands.js";
import { about, otherKind } from "./item.js";
import { listedEntries } from "./listing.js";
import { type Renaming, targetRenaming } from "./renaming.js";
import type { CreateOptions, GatewayCallOptions } from "./settings.js";

/** With what the gateway calls AWS: a key, or the identity that it runs as. */
export type CredentialSource =
  | {
      readonly kind: "key";
      readonly keyId: string;
      readonly secret: SecretText;
      readonly sessionToken?: SecretText;
    }
  | ({ readonly kind: "gateway-identity" } & Delegation);

/** What the gateway does with its own identity: it works as itself, or goes on from there to a role. */
export interface Delegation {
  /** Whether the gateway makes an external id of its own, which it shows when it assumes the role. Default: false. */
  readonly externalId?: boolean;
  /** ARN of the role that it assumes, for which it needs the external id. Default: it works as itself. */
  readonly roleArn?: string;
}

export interface AwsTargetShape {
  readonly name: string;
  readonly description: string | null;
  /** Null leaves it to the gateway (`us-east-2`). */
  readonly region: string | null;
  /** How many versions are kept. Default: the gateway's own number, or what it is already. */
  readonly maxVersions?: number;
  /** Path of the key that encrypts what the target holds. Default: the account's own, or what it is already. */
  readonly protectionKey?: string;
  readonly credentials: CredentialSource;
}

/** An item that works through a target. */
export interface Dependent {
  readonly name: string;
  /** `ROTATED_SECRET`, `DYNAMIC_SECRET` or whatever else the gateway says; null when it says nothing. */
  readonly type: string | null;
}

/** A target without its secret. */
export interface TargetRecord extends Marked {
  readonly name: string;
  /** The gateway's own number of it. */
  readonly id: number;
  /** Null when there is none; the gateway does not tell that from an empty one. */
  readonly description: string | null;
  /** Path of the key that encrypts what it holds; null for the account's own. */
  readonly protectionKey: string | null;
  readonly createdAt: Date | null;
  /** When anything about it changed last, the key that it holds included. */
  readonly modifiedAt: Date | null;
  /** What works through it, and keeps it from being deleted. */
  readonly dependents: readonly Dependent[];
  /** Paths of the rotators among them. */
  readonly rotators: readonly string[];
}

/** A target as a list shows it. */
export type ListedTarget = Pick<TargetRecord, "name" | "modifiedAt">;

/** What an AWS target holds: the secret included, in memory only. */
export interface HeldKey {
  /** Null when the target holds no key. */
  readonly key: {
    readonly keyId: string;
    readonly secret: SecretText;
    readonly sessionToken?: SecretText;
  } | null;
  readonly usesGatewayIdentity: boolean;
  /** What it does with the gateway's own identity, where it uses that. */
  readonly delegation: Delegation;
  readonly region: string | null;
}

/** The same without the secret. */
export interface HeldKeyId {
  /** Null when the target holds no key. */
  readonly keyId: string | null;
  readonly usesGatewayIdentity: boolean;
  /** The role that it assumes from there, where it is told of one. */
  readonly roleArn?: string;
}

/** AWS targets. */
export interface Targets extends Renaming {
  /** Metadata only; undefined for a proven absence. */
  find(name: string, options?: GatewayCallOptions): Promise<TargetRecord | undefined>;
  /** The same for a caller who may only list. Undefined for a target that is absent, or that the caller may not see. */
  findListed(name: string, options?: GatewayCallOptions): Promise<TargetRecord | undefined>;
  /** Every AWS target that the caller may list. GATEWAY_PERMISSION_DENIED where there is no listing at all. */
  list(options?: GatewayCallOptions): Promise<readonly ListedTarget[]>;
  /** Not repeated when its outcome is unknown: that is GATEWAY_REPLY_LOST. */
  createAws(shape: AwsTargetShape, options?: CreateOptions): Promise<void>;
  /** Replaces everything, credentials included; the same request twice is the same. */
  updateAws(shape: AwsTargetShape, options?: GatewayCallOptions): Promise<void>;
  /** Changes the description, and how many versions are kept where that is told, for which no credential is needed. */
  describe(
    name: string,
    description: string | null,
    options?: GatewayCallOptions & { readonly maxVersions?: number },
  ): Promise<void>;
  /**
   * What the target holds now, with its secret: for the seed key's life, never for a refresh or a plan. Undefined for
   * a proven absence; GATEWAY_PERMISSION_DENIED when the caller may not read the target's details.
   */
  heldKey(name: string, options?: GatewayCallOptions): Promise<HeldKey | undefined>;
  /**
   * Which key the target holds; undefined for a proven absence, GATEWAY_PERMISSION_DENIED when the caller may not read
   * the target's details. The secret is dropped unread.
   */
  heldKeyId(name: string, options?: GatewayCallOptions): Promise<HeldKeyId | undefined>;
  /**
   * The external id that the gateway has made for the target, which is no secret; null where there is none, undefined for
   * a proven absence. Asks for the details, of which the secret is dropped unread.
   */
  externalId(name: string, options?: GatewayCallOptions): Promise<string | null | undefined>;
  /** Undefined for a proven absence. Asks for the details, of which the secret is dropped unread. */
  usesGatewayIdentity(name: string, options?: GatewayCallOptions): Promise<boolean | undefined>;
  /** Already gone is success. */
  remove(name: string, options?: GatewayCallOptions): Promise<void>;
}

/** The targets of the gateway that these commands go to. */
export function targets(commands: Commands): Targets {
  const details = async (name: string, options?: GatewayCallOptions): Promise<GatewayAnswer | undefined> => {
    const context = about("read", "reading the details of target", name, options);
    const value = await commands.find("target-get-details", { name: normalizedGatewayPath(name) }, context);
    if (value === undefined) return undefined;
    const aws = new GatewayAnswer(value, context.doing)
      .recordOrNull("value")
      ?.recordOrNull("aws_target_details");
    if (!aws) throw otherKind(context.doing, "the target is not an AWS target");
    return aws;
  };
  return {
    ...targetRenaming(commands),

    async find(name, options) {
      const context = about("read", "reading target", name, options);
      const value = await commands.find("target-get", { name: normalizedGatewayPath(name) }, context);
      return value === undefined
        ? undefined
        : recordFrom(new GatewayAnswer(value, context.doing), context.doing);
    },

    async findListed(name, options) {
      const context = about("read", "looking in the list for target", name, options);
      const path = normalizedGatewayPath(name);
      const listed = listedEntries(commands, "target-list", { filter: path }, "targets", context);
      for await (const answer of listed) {
        const named = answer.textOrNull("target_name");
        if (named !== null && normalizedGatewayPath(named) === path) return recordFrom(answer, context.doing);
      }
      return undefined;
    },

    async list(options) {
      const { signal } = options ?? {};
      const context = { kind: "read", doing: "listing the gateway's targets", signal } as const;
      const found: ListedTarget[] = [];
      for await (const answer of listedEntries(commands, "target-list", {}, "targets", context)) {
        if (!isAws(answer.textOrNull("target_type"))) continue;
        const name = normalizedGatewayPath(answer.text("target_name"));
        found.push({ name, modifiedAt: answer.dateOrNull("modification_date") });
      }
      return found;
    },

    async createAws(shape, options) {
      const mark = options?.mark;
      const description = mark === undefined ? shape.description : describedWith(shape.description, mark);
      const fields = {
        ...replaceable(shape),
        ...delegated(shape.credentials),
        description,
        region: shape.region,
      };
      await commands.run("target-create-aws", fields, about("once", "creating target", shape.name, options));
    },

    async updateAws(shape, options) {
      const fields = {
        ...replaceable(shape),
        ...NOT_DELEGATED,
        ...delegated(shape.credentials),
        description: shape.description ?? "",
        region: shape.region ?? GATEWAY_REGION,
      };
      await commands.run(
        "target-update-aws",
        fields,
        about("idempotent", "updating target", shape.name, options),
      );
    },

    async describe(name, description, options) {
      const fields = {
        name: normalizedGatewayPath(name),
        description: description ?? "",
        ...kept(options?.maxVersions),
      };
      await commands.run("update-target", fields, about("idempotent", "describing target", name, options));
    },

    async heldKey(name, options) {
      const aws = await details(name, options);
      return aws && heldKeyFrom(aws, about("read", "reading the details of target", name).doing);
    },

    async heldKeyId(name, options) {
      const aws = await details(name, options);
      if (!aws) return undefined;
      const usesGatewayIdentity = aws.flag("use_gw_cloud_identity");
      const keyId = usesGatewayIdentity ? null : aws.textOrNull("aws_access_key_id");
      const { roleArn } = delegationFrom(aws);
      return { keyId, usesGatewayIdentity, ...(usesGatewayIdentity && roleArn !== undefined && { roleArn }) };
    },

    async externalId(name, options) {
      const aws = await details(name, options);
      return aws && (aws.recordOrNull(EXTERNAL_ID)?.textOrNull("generated_external_id") ?? null);
    },

    async usesGatewayIdentity(name, options) {
      return (await details(name, options))?.flag("use_gw_cloud_identity");
    },

    async remove(name, options) {
      const fields = { name: normalizedGatewayPath(name) };
      await commands.find("target-delete", fields, about("idempotent", "deleting target", name, options));
    },
  };
}

/** What creates and updates have in common. An update without a session token must clear an older one. */
function replaceable({ name, maxVersions, protectionKey, credentials }: AwsTargetShape): RequestFields {
  const key = credentials.kind === "key" ? credentials : undefined;
  return {
    name: normalizedGatewayPath(name),
    "use-gw-cloud-identity": key === undefined,
    "access-key-id": key?.keyId ?? "",
    "access-key": key?.secret ?? "",
    "session-token": key?.sessionToken ?? "",
    ...kept(maxVersions),
    ...(protectionKey !== undefined && { key: normalizedGatewayPath(protectionKey) }),
  };
}

/** Where the details of a target tell how the gateway goes on from its own identity. */
const EXTERNAL_ID = "gw_cloud_identity_external_id_opt";

/** An update replaces this, too: whatever it does not say is there no more. */
const NOT_DELEGATED: RequestFields = { "generate-external-id": false, "role-arn": "" };

function delegated(credentials: CredentialSource): RequestFields {
  if (credentials.kind === "key") return {};
  const { externalId, roleArn } = credentials;
  return {
    ...(externalId && { "generate-external-id": true }),
    ...(roleArn !== undefined && { "role-arn": roleArn }),
  };
}

function delegationFrom(aws: GatewayAnswer): Delegation {
  const told = aws.recordOrNull(EXTERNAL_ID);
  if (!told) return {};
  const roleArn = told.textOrNull("role_arn");
  return {
    externalId: told.flag("is_enabled") || told.textOrNull("generated_external_id") !== null,
    ...(roleArn !== null && { roleArn }),
  };
}

const kept = (maxVersions: number | undefined): RequestFields =>
  maxVersions === undefined ? {} : { "max-versions": String(maxVersions) };

/** One that is not told may be. */
function isAws(type: string | null): boolean {
  return type === null || /^aws/i.test(type);
}

function recordFrom(answer: GatewayAnswer, doing: string): TargetRecord {
  const type = answer.textOrNull("target_type");
  if (!isAws(type)) throw otherKind(doing, `the target's type is ${type}`);
  const dependents = answer.records("target_items_assoc").flatMap((item): Dependent[] => {
    const name = item.textOrNull("item_name");
    return name === null ? [] : [{ name: normalizedGatewayPath(name), type: item.textOrNull("item_type") }];
  });
  return {
    name: normalizedGatewayPath(answer.text("target_name")),
    id: answer.int("target_id"),
    ...withoutMark(answer.textOrNull("comment")),
    protectionKey: answer.textOrNull("protection_key_name"),
    createdAt: answer.dateOrNull("creation_date"),
    modifiedAt: answer.dateOrNull("modification_date"),
    dependents,
    rotators: dependents.filter(({ type }) => type === "ROTATED_SECRET").map(({ name }) => name),
  };
}

function heldKeyFrom(aws: GatewayAnswer, doing: string): HeldKey {
  const usesGatewayIdentity = aws.flag("use_gw_cloud_identity");
  const region = aws.textOrNull("aws_region");
  const delegation = delegationFrom(aws);
  const keyId = aws.textOrNull("aws_access_key_id");
  if (usesGatewayIdentity || keyId === null) return { key: null, usesGatewayIdentity, delegation, region };
  const secret = aws.textOrNull("aws_secret_access_key");
  if (secret === null) {
    throw new Fault("GATEWAY_PERMISSION_DENIED", {
      doing,
      seen: "the gateway named the key and kept its secret back",
      state: "Nothing was changed by it.",
    });
  }
  const sessionToken = aws.textOrNull("aws_session_token");
  return {
    key: {
      keyId,
      secret: new SecretText(secret),
      ...(sessionToken !== null && { sessionToken: new SecretText(sessionToken) }),
    },
    usesGatewayIdentity,
    delegation,
    region,
  };
}
