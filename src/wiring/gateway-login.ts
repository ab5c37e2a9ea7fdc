import { accessIdDoubt, loginSecretDoubt } from "../domain/gateway-login-shape.js";
import { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import type { GatewayLogin } from "../gateway/index.js";
import type { ReadEnvironment } from "./environment.js";
import type { Said } from "./said.js";

type Kind = GatewayLogin["kind"];
/** Access types as the environment may name them; the gateway's other clients say `api_key` for `access_key`. */
const KINDS: { readonly [type: string]: Kind | undefined } = {
  access_key: "access_key",
  api_key: "access_key",
  aws_iam: "aws_iam",
  jwt: "jwt",
  token: "token",
};

type Credentials = { readonly [K in "token" | "jwt" | "access_key"]: string | undefined };

/**
 * Decides how to log in: as the block's `access_type` says; else with the one credential of the block; else as the
 * environment's access type says; else with the first credential of the environment in the order token, jwt,
 * access_key; else with the AWS identity.
 */
export function gatewayLogin(config: Said, read: ReadEnvironment): GatewayLogin {
  const block: Credentials = {
    token: config.token || undefined,
    jwt: config.jwt || undefined,
    access_key: config.access_key || undefined,
  };
  const env: Credentials = {
    token: read("LATCHKEY_TOKEN", "AKEYLESS_AUTH_TOKEN"),
    jwt: read("LATCHKEY_JWT", "AKEYLESS_AUTH_JWT"),
    access_key: read("LATCHKEY_ACCESS_KEY", "AKEYLESS_ACCESS_KEY"),
  };
  const accessId = config.access_id || read("LATCHKEY_ACCESS_ID", "AKEYLESS_ACCESS_ID");
  const told = config.access_type as Kind | null; // the table allows nothing else
  const kind =
    told ??
    only(block) ??
    named(read("LATCHKEY_ACCESS_TYPE", "AKEYLESS_ACCESS_TYPE")) ??
    first(env) ??
    "aws_iam";
  if (kind === "token") return { kind, token: secret(kind, block.token ?? env.token) };
  if (!accessId) throw incomplete(kind, "access_id is not set", "access_id");
  const doubt = accessIdDoubt(accessId);
  if (doubt !== undefined) throw swapped(kind, `the access id ${doubt}`);
  switch (kind) {
    case "jwt": {
      // HCP Terraform sets this one for many purposes, so it does not decide the kind of login by being there.
      const jwt = block.jwt ?? env.jwt ?? read("TFC_WORKLOAD_IDENTITY_TOKEN");
      return { kind, accessId, jwt: secret(kind, jwt) };
    }
    case "access_key":
      return { kind, accessId, accessKey: secret(kind, block.access_key ?? env.access_key) };
    case "aws_iam":
      return { kind, accessId };
  }
}

function only(credentials: Credentials): Kind | undefined {
  const kinds = present(credentials);
  if (kinds.length < 2) return kinds[0];
  throw new Fault("GATEWAY_LOGIN_CONTRADICTING", {
    doing: "choosing how to log in to the gateway",
    seen: `the provider block sets ${kinds.join(" and ")}, and no access_type`,
    state: "Nothing was changed.",
    attribute: "access_type",
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

function first(credentials: Credentials): Kind | undefined {
  return present(credentials)[0];
}

function present(credentials: Credentials) {
  return (["token", "jwt", "access_key"] as const).filter((kind) => credentials[kind] !== undefined);
}

function secret(kind: Exclude<Kind, "aws_iam">, text: string | undefined): SecretText {
  if (text === undefined) throw incomplete(kind, `${kind} is not set`, kind);
  const doubt = loginSecretDoubt(text);
  if (doubt !== undefined) throw swapped(kind, `the ${kind} ${doubt}`);
  return new SecretText(text);
}

/** No attribute is named: Terraform would print its line, and with it what may be the secret. */
function swapped(kind: Kind, seen: string): Fault {
  return new Fault("KEY_PARTS_SWAPPED", {
    doing: `preparing to log in to the gateway (${kind})`,
    seen,
    state: "Nothing was changed.",
  });
}

function incomplete(kind: Kind, seen: string, attribute: string): Fault {
  return new Fault("GATEWAY_LOGIN_MISSING", {
    doing: `preparing to log in to the gateway (${kind})`,
    seen: `${seen}, neither in the provider block nor in the environment`,
    state: "Nothing was changed.",
    attribute,
  });
}
