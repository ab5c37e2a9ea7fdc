import { accessIdDoubt } from "../domain/gateway-login-shape.js";
import { Fault } from "../errors/fault.js";
import type { GatewayLogin } from "../gateway/index.js";
import type { ReadEnvironment } from "./environment.js";
import { incompleteLogin, swappedParts } from "./login-faults.js";
import { held, jwtOf, podTokenOf, uidTokenOf } from "./login-token.js";
import type { Said } from "./said.js";

type Kind = GatewayLogin["kind"];
/** Access types as the environment may name them; the gateway's other clients say `api_key` for `access_key`. */
const KINDS: { readonly [type: string]: Kind | undefined } = {
  access_key: "access_key",
  api_key: "access_key",
  aws_iam: "aws_iam",
  cert: "cert",
  jwt: "jwt",
  k8s: "k8s",
  token: "token",
  universal_identity: "universal_identity",
};

/** What decides by being there: the kind of login that it is for, where it stands, and what it is called. */
const TELLING: readonly {
  readonly kind: Kind;
  readonly attribute: keyof Said;
  readonly env: readonly string[];
}[] = [
  { kind: "token", attribute: "token", env: ["LATCHKEY_TOKEN", "AKEYLESS_AUTH_TOKEN"] },
  { kind: "jwt", attribute: "jwt", env: ["LATCHKEY_JWT", "AKEYLESS_AUTH_JWT"] },
  { kind: "access_key", attribute: "access_key", env: ["LATCHKEY_ACCESS_KEY", "AKEYLESS_ACCESS_KEY"] },
  { kind: "universal_identity", attribute: "uid_token", env: ["LATCHKEY_UID_TOKEN", "AKEYLESS_UID_TOKEN"] },
  { kind: "universal_identity", attribute: "uid_token_file", env: ["LATCHKEY_UID_TOKEN_FILE"] },
  { kind: "k8s", attribute: "k8s_auth_config_name", env: ["LATCHKEY_K8S_AUTH_CONFIG_NAME"] },
  { kind: "cert", attribute: "certificate_file", env: ["LATCHKEY_CERTIFICATE_FILE"] },
];

/** The attributes of the block that are about the login, and to none of which a profile of the CLI goes. */
const OF_LOGINS = [...TELLING.map(({ attribute }) => attribute), "access_type", "access_id"] as const;

/**
 * The name of the profile of the official CLI by which to log in: the block's; else that of the environment, where the
 * block says nothing of a login. Undefined: none. Throws GATEWAY_LOGIN_CONTRADICTING.
 */
export function profileName(config: Said, read: ReadEnvironment): string | undefined {
  const said = OF_LOGINS.filter((attribute) => config[attribute]);
  if (!config.cli_profile) return said.length > 0 ? undefined : read("LATCHKEY_CLI_PROFILE");
  if (said.length === 0) return config.cli_profile;
  throw contradicting(`the provider block sets cli_profile and ${said.join(" and ")}`, "cli_profile");
}

/**
 * Decides how to log in: as the block's `access_type` says; else with the one credential of the block; else as the
 * environment's access type says; else with the first credential of the environment, in the order of `TELLING`; else
 * with the AWS identity.
 */
export function gatewayLogin(config: Said, read: ReadEnvironment): GatewayLogin {
  const kind =
    ((config.access_type || null) as Kind | null) ?? // the table allows nothing else
    ofBlock(config) ??
    named(read("LATCHKEY_ACCESS_TYPE", "AKEYLESS_ACCESS_TYPE")) ??
    TELLING.find(({ env }) => read(...env) !== undefined)?.kind ??
    "aws_iam";
  if (kind === "token") return { kind, token: credential(kind, config.token, read, "token") };
  const accessId = config.access_id || read("LATCHKEY_ACCESS_ID", "AKEYLESS_ACCESS_ID");
  const doubt = accessId === undefined ? undefined : accessIdDoubt(accessId);
  if (doubt !== undefined) throw swappedParts(kind, `the access id ${doubt}`);
  if (kind === "universal_identity") {
    return { kind, ...(accessId && { accessId }), uidToken: uidTokenOf(config, read) };
  }
  if (!accessId) throw notSet(kind, "access_id");
  switch (kind) {
    case "jwt":
      return { kind, accessId, jwt: jwtOf(config, read) };
    case "access_key":
      return { kind, accessId, accessKey: credential(kind, config.access_key, read, "access_key") };
    case "aws_iam":
      return { kind, accessId };
    case "k8s": {
      const authConfigName = wanted(kind, "k8s_auth_config_name", config, read);
      return { kind, accessId, authConfigName, serviceAccountToken: podTokenOf(config, read) };
    }
    case "cert": {
      const certificateFile = wanted(kind, "certificate_file", config, read);
      return {
        kind,
        accessId,
        certificateFile,
        privateKeyFile: wanted(kind, "private_key_file", config, read),
      };
    }
  }
}

function ofBlock(config: Said): Kind | undefined {
  const set = TELLING.filter(({ attribute }) => config[attribute]);
  if (new Set(set.map(({ kind }) => kind)).size < 2) return set[0]?.kind;
  const names = set.map(({ attribute }) => attribute).join(" and ");
  throw contradicting(`the provider block sets ${names}, and no access_type`, "access_type");
}

function contradicting(seen: string, attribute: string): Fault {
  return new Fault("GATEWAY_LOGIN_CONTRADICTING", {
    doing: "choosing how to log in to the gateway",
    seen,
    state: "Nothing was changed.",
    attribute,
  });
}

function named(type: string | undefined): Kind | undefined {
  if (type === undefined) return undefined;
  const known = KINDS[type];
  if (known) return known;
  throw new Fault("VALUE_NOT_ALLOWED", {
    doing: "choosing how to log in to the gateway",
    seen: `the environment asks for the access type ${JSON.stringify(type)}`,
    state: "Nothing was changed.",
    attribute: "access_type",
    advice: `Set access_type in the provider block, or LATCHKEY_ACCESS_TYPE, to one of ${Object.keys(KINDS).join(", ")}.`,
  });
}

function credential(
  kind: Kind,
  given: string | null,
  read: ReadEnvironment,
  attribute: "token" | "access_key",
) {
  const text = given || read(...(TELLING.find((one) => one.attribute === attribute)?.env ?? []));
  if (!text) throw notSet(kind, attribute);
  return held(kind, text);
}

/** A text of the block, or of the environment under the same name. */
function wanted(
  kind: Kind,
  attribute: "k8s_auth_config_name" | "certificate_file" | "private_key_file",
  config: Said,
  read: ReadEnvironment,
): string {
  const text = config[attribute] || read(`LATCHKEY_${attribute.toUpperCase()}`);
  if (text) return text;
  throw notSet(kind, attribute);
}

function notSet(kind: Kind, attribute: string): Fault {
  return incompleteLogin(
    kind,
    `${attribute} is not set, neither in the provider block nor in the environment`,
    attribute,
  );
}
