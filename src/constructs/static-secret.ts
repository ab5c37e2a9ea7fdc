import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { isSecretField } from "../domain/secret-field-name.js";
import {
  type IGatewayObject,
  type LatchkeyProvider,
  LatchkeyStaticSecret,
  type LatchkeyStaticSecretConfig,
} from "./bindings/index.js";
import { known } from "./bindings/known.js";
import { given } from "./given.js";
import { refusal } from "./refusal.js";

/** What every static secret may say, in whatever form its value comes. */
export interface StaticSecretOptions {
  /** Path of the secret in the gateway. Changing it renames the secret. */
  readonly name: string;
  /** Raise it whenever the value changes, or for another generated one: Terraform cannot compare what it does not store. @default 1 */
  readonly valueWoVersion?: number | undefined;
  /** The version of another writer's that a new value may replace. @default - none: such a value is refused */
  readonly overVersion?: number | undefined;
  /** Whether a new value leaves the one before it as an older version. @default - as the account is set */
  readonly keepPrevVersion?: boolean | undefined;
  /** How many versions are kept. @default - the account's own number */
  readonly maxVersions?: number | undefined;
  /** Path of the key that encrypts the value. @default - the account's own */
  readonly protectionKey?: string | undefined;
  /** Whether the gateway tells its event forwarders when the secret changes. @default false */
  readonly changeEvent?: boolean | undefined;
  /** Whether the gateway refuses to delete the secret, a destroy included. @default false */
  readonly deleteProtection?: boolean | undefined;
  /** Text shown with the secret. @default - none */
  readonly description?: string | undefined;
  /** Tags of the secret in the gateway. @default - none */
  readonly tags?: readonly string[] | undefined;
  /** The provider block of its gateway. @default - the default block */
  readonly provider?: LatchkeyProvider | undefined;
}

/** Properties of a {@link StaticSecret}. */
export interface StaticSecretProps extends StaticSecretOptions {
  /**
   * The value, as a reference to an ephemeral value such as `variable.stringValue` of an EphemeralVariable. It reaches
   * the gateway and no file; anything that would be stored is refused. A new secret and a new version need it.
   * @default - what a secret that exists already holds stays
   */
  readonly valueWo?: string | undefined;
  /** How readers are to understand the value: text, json or key-value. @default text */
  readonly format?: "text" | "json" | "key-value" | undefined;
}

/** The characters of a value that the provider generates. */
export interface GeneratedText {
  /** How many characters it has, 4 to 1024. @default 32 */
  readonly length?: number | undefined;
  /** Whether the letters a to z are among them, at least one of them then. @default true */
  readonly lower?: boolean | undefined;
  /** The same of A to Z. @default true */
  readonly upper?: boolean | undefined;
  /** The same of the digits. @default true */
  readonly digits?: boolean | undefined;
  /** The same of the symbols `!#%*+-.:=?@^_~`. @default true */
  readonly symbols?: boolean | undefined;
  /** The characters themselves, in the place of the four classes. @default - as the classes say */
  readonly alphabet?: string | undefined;
}

/** Properties of a {@link StaticSecret.generated}. */
export interface GeneratedSecretProps extends StaticSecretOptions, GeneratedText {
  /** Makes it a field of this name of a value in the format key-value. @default - the value itself, in the format text */
  readonly field?: string | undefined;
  /** Other fields of that value, which are no secrets. @default - none */
  readonly beside?: Readonly<Record<string, string>> | undefined;
}

/** Properties of a {@link StaticSecret.json}. */
export interface JsonSecretProps extends StaticSecretOptions {
  /** What the JSON says, with references to ephemeral values in the places of its secrets. */
  readonly value: object;
}

/** Properties of a {@link StaticSecret.keyValue}. */
export interface KeyValueSecretProps extends StaticSecretOptions {
  /** The values by their keys, with references to ephemeral values for its secrets. */
  readonly values: Readonly<Record<string, string>>;
}

/** Properties of a {@link StaticSecret.password}. */
export interface PasswordSecretProps extends StaticSecretOptions {
  /** User name that belongs to the password. @default - none */
  readonly username?: string | undefined;
  /** The password, as a reference to an ephemeral value. @default - the provider generates it */
  readonly password?: string | undefined;
  /** What a generated password looks like. @default - 32 characters of every class */
  readonly generate?: GeneratedText | undefined;
  /** Other fields of it, with references to ephemeral values for secrets. @default - none */
  readonly customFields?: Readonly<Record<string, string>> | undefined;
  /** Addresses of the pages into which the password is filled in. @default - none */
  readonly injectUrl?: readonly string[] | undefined;
}

/**
 * Keeps a secret of a system that is not the gateway's, such as a password: one that is given, or one that nothing ever
 * shows.
 */
export class StaticSecret extends Construct implements IGatewayObject {
  /**
   * A secret whose value the provider generates: it goes to the gateway, and to no state, plan or log. Applications read
   * it by its path. Another one is generated when `valueWoVersion` is raised.
   */
  static generated(scope: Construct, id: string, props: GeneratedSecretProps): StaticSecret {
    const { length, lower, upper, digits, symbols, alphabet, field, beside, ...rest } = props;
    const generate = given({ length, lower, upper, digits, symbols, alphabet, field, beside });
    return StaticSecret.of(scope, id, rest, {
      generate,
      ...(field !== undefined && { format: "key-value" }),
    });
  }

  /** A secret in the format json. */
  static json(scope: Construct, id: string, { value, ...rest }: JsonSecretProps): StaticSecret {
    return StaticSecret.of(scope, id, rest, { valueWo: encoded(scope, "value", value), format: "json" });
  }

  /** A secret in the format key-value. */
  static keyValue(scope: Construct, id: string, { values, ...rest }: KeyValueSecretProps): StaticSecret {
    return StaticSecret.of(scope, id, rest, {
      valueWo: encoded(scope, "values", values),
      format: "key-value",
    });
  }

  /** A password with its user name, which is given or generated. */
  static password(scope: Construct, id: string, props: PasswordSecretProps): StaticSecret {
    const { username, password, generate, customFields, injectUrl, ...rest } = props;
    return StaticSecret.of(scope, id, rest, {
      type: "password",
      ...(password === undefined ? {} : { passwordWo: password }),
      ...((password === undefined || generate) && { generate: given({ ...generate }) }),
      ...(customFields && { customFieldsWo: encoded(scope, "customFields", customFields) }),
      ...given({ username, injectUrl }),
    });
  }

  private static of(
    scope: Construct,
    id: string,
    options: StaticSecretOptions,
    value: Partial<LatchkeyStaticSecretConfig>,
  ): StaticSecret {
    return new StaticSecret(scope, id, { ...options, ...value } as StaticSecretProps);
  }

  /** Path of the secret in the gateway; whatever refers to it waits for the secret. */
  readonly secretName: string;
  readonly gatewayObject: IGatewayObject["gatewayObject"];

  constructor(scope: Construct, id: string, props: StaticSecretProps) {
    super(scope, id);
    const { provider, valueWoVersion = 1, ...rest } = props;
    const resource = new LatchkeyStaticSecret(this, "Resource", {
      ...rest,
      valueWoVersion,
      ...given({ provider }),
    });
    this.secretName = resource.name;
    this.gatewayObject = resource.gatewayObject;
  }
}

/** JSON that Terraform writes, so that its references are resolved. A field that is called like a secret is no literal. */
function encoded(at: Construct, prop: string, value: object): string {
  refuseLiterals(at, prop, "", value);
  return Fn.jsonencode(value);
}

/** @param name of the field that holds the value, or the list in which it stands */
function refuseLiterals(at: Construct, place: string, name: string, value: unknown): void {
  if (typeof known(value) === "string") {
    if (!isSecretField(inSnakeCase(name))) return;
    const words = "should refer to an ephemeral variable, got a literal (not shown)";
    throw refusal(at, "LITERAL_SECRET", place, words);
  }
  if (typeof value !== "object" || value === null || Token.isUnresolved(value)) return;
  for (const [key, one] of Object.entries(value)) {
    if (Array.isArray(value)) refuseLiterals(at, `${place}[${key}]`, name, one);
    else refuseLiterals(at, `${place}.${key}`, key, one);
  }
}

/** `dbPassword`, `DB-Password` and `DB_PASSWORD` are one name. */
function inSnakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toLowerCase();
}
