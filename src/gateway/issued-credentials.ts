import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import { GatewayAnswer } from "./answer.js";
import type { Commands } from "./commands.js";
import { about } from "./item.js";
import { type SecretFields, secretFields } from "./secret-fields.js";
import type { GatewayCallOptions } from "./settings.js";

/** An AWS credential as it was issued, in memory only. */
export interface IssuedAwsKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: SecretText;
  /** Null for the key of a temporary user, which needs none. */
  readonly sessionToken: SecretText | null;
}

/** What a dynamic secret has issued, in memory only. */
export interface IssuedCredential extends SecretFields {
  /** By which it is extended and revoked; null where the gateway gives none. */
  readonly id: string | null;
  /** Seconds for which it lives from when it was issued (the gateway counts minutes); null where the gateway does not tell. */
  readonly ttlSeconds: number | null;
  /** Null where it is no AWS credential, or only a password for the console. */
  readonly aws: IssuedAwsKey | null;
}

/** Which credential is asked for. */
export interface IssueRequest {
  /** The role to assume, of those that the producer names. Default: the first of them. */
  readonly roleArn?: string | null;
  /** Further arguments of the producer, by name. Default: none. */
  readonly args?: Readonly<Record<string, string>>;
}

/** A credential that is still to be taken back, without its secret. */
export interface ListedCredential {
  readonly id: string;
  /** Who has had it issued. */
  readonly accessId: string;
  /** Null where the gateway does not tell. */
  readonly createdAt: Date | null;
  /** Minutes that it has left, as the gateway counts them; null where it does not tell. */
  readonly minutesLeft: number | null;
  /** Where it opens something; empty for AWS. */
  readonly host: string;
}

/** What dynamic secrets of any kind hand out: issued, listed, extended and taken back. */
export interface IssuedCredentials {
  /** Has one issued. Not repeated when its outcome is unknown: that is GATEWAY_REPLY_LOST. */
  issue(name: string, request?: IssueRequest, options?: GatewayCallOptions): Promise<IssuedCredential>;
  /** What the dynamic secret has issued and not taken back yet. GATEWAY_OBJECT_MISSING without the dynamic secret. */
  list(name: string, options?: GatewayCallOptions): Promise<readonly ListedCredential[]>;
  /**
   * Lets a credential live for so many minutes from now on. GATEWAY_OBJECT_MISSING when it, or the dynamic secret, is
   * gone; GATEWAY_REFUSED for those of a role, whose end AWS has fixed.
   */
  extend(
    name: string,
    credential: Pick<ListedCredential, "id"> & Partial<Pick<ListedCredential, "host">>,
    minutes: number,
    options?: GatewayCallOptions,
  ): Promise<void>;
  /**
   * Takes a credential back. Gone is success, and so is a dynamic secret that is gone. Credentials of a role only leave
   * the list: AWS cannot end them early.
   */
  revoke(name: string, credentialId: string, options?: GatewayCallOptions): Promise<void>;
}

/** What the dynamic secrets of the gateway that these commands go to hand out. */
export function issuedCredentials(commands: Commands): IssuedCredentials {
  const revoke: IssuedCredentials["revoke"] = async (name, credentialId, options) => {
    const fields = { name: normalizedGatewayPath(name), "tmp-creds-id": credentialId };
    const context = about("idempotent", "revoking a credential of dynamic secret", name, options);
    await commands.find("dynamic-secret-tmp-creds-delete", fields, context);
  };
  return {
    async issue(name, { roleArn, args = {} } = {}, options) {
      const context = about("once", "issuing a credential by dynamic secret", name, options);
      const said = Object.entries({ ...args, ...(roleArn && { "role-arn": roleArn }) });
      const fields = {
        name: normalizedGatewayPath(name),
        args: said.length > 0 ? said.map(([key, value]) => `${key}=${value}`) : null,
      };
      const value = await commands.run("dynamic-secret-get-value", fields, context);
      const answer = new GatewayAnswer(value, context.doing);
      const id = answer.textOrNull("id");
      try {
        return credentialFrom(answer, id);
      } catch (error) {
        // The caller never learns the id by which to take back what was issued.
        if (id !== null) await revoke(name, id).catch(() => {});
        throw error;
      }
    },

    async list(name, options) {
      const context = {
        ...about("read", "listing what was issued by dynamic secret", name, options),
        answersWith: "list",
      } as const;
      const fields = { name: normalizedGatewayPath(name) };
      const value = await commands.run("dynamic-secret-tmp-creds-get", fields, context);
      return new GatewayAnswer({ credentials: value }, context.doing).records("credentials").map(listedFrom);
    },

    async extend(name, { id, host = "" }, minutes, options) {
      const fields = {
        name: normalizedGatewayPath(name),
        "tmp-creds-id": id,
        host,
        "new-ttl-min": minutes,
      };
      const context = about("idempotent", "extending a credential of dynamic secret", name, options);
      await commands.run("dynamic-secret-tmp-creds-update", fields, context);
    },

    revoke,
  };
}

/** The AWS key of a credential that has to be one. @throws Fault GATEWAY_OBJECT_KIND */
export function awsKeyOf(credential: IssuedCredential, name: string): IssuedAwsKey {
  if (credential.aws) return credential.aws;
  throw new Fault("GATEWAY_OBJECT_KIND", {
    doing: `using the credential that dynamic secret ${JSON.stringify(normalizedGatewayPath(name))} has issued`,
    seen: "it is no AWS access key: the dynamic secret is of another kind, or its users have a password for the console alone",
    state: "The credential was issued.",
  });
}

function credentialFrom(answer: GatewayAnswer, id: string | null): IssuedCredential {
  const keyId = answer.textOrNull("access_key_id");
  const token = answer.textOrNull("security_token");
  return {
    ...secretFields(answer.raw),
    id,
    ttlSeconds: secondsOf(answer.raw.ttl_in_minutes),
    aws:
      keyId === null
        ? null
        : {
            accessKeyId: keyId,
            secretAccessKey: new SecretText(answer.text("secret_access_key")),
            sessionToken: token === null ? null : new SecretText(token),
          },
  };
}

/** Of minutes, which may have a fraction. Null for what is no lifetime, for which no credential is thrown away. */
function secondsOf(minutes: unknown): number | null {
  const seconds = Math.floor(Number.parseFloat(String(minutes)) * 60);
  return Number.isSafeInteger(seconds) && seconds >= 0 ? seconds : null;
}

function listedFrom(answer: GatewayAnswer): ListedCredential {
  return {
    id: answer.text("id"),
    accessId: answer.textOrNull("access_id") ?? "",
    createdAt: answer.dateOrNull("creation_date"),
    minutesLeft: answer.intOrNull("custom_ttl"),
    host: answer.textOrNull("host") ?? "",
  };
}
