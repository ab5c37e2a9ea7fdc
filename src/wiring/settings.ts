import type { AwsSettings } from "../aws/index.js";
import { catalog } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";
import type { GatewaySettings } from "../gateway/index.js";
import { cliProfile } from "./cli-profile.js";
import { environment, type ReadEnvironment } from "./environment.js";
import { gatewayLogin, profileName } from "./gateway-login.js";
import type { Said } from "./said.js";
import { VERSION } from "./version.js";

/** Everything that is needed to reach the gateway and AWS. */
export interface Settings {
  /**
   * Of settings as they are needed, the read throws GATEWAY_URL_MISSING or GATEWAY_LOGIN_MISSING where they are not
   * there.
   */
  readonly gateway: GatewaySettings;
  readonly aws: AwsSettings;
  /** Seconds over which a new access key must keep working before it is trusted. */
  readonly keySettleSeconds: number;
}

/**
 * Takes what was said (the provider's block, or nothing for a command) and fills in from the environment. Throws a
 * Fault for what cannot work; reads a profile of the gateway's CLI where one is named, and calls nothing.
 */
export function settingsFrom(config: Said, env: NodeJS.ProcessEnv): Settings {
  const { gateway, ...others } = partsFrom(config, env);
  if (Fault.is(gateway)) throw gateway;
  return { gateway, ...others };
}

/**
 * The same for whoever may need AWS alone: what is missing of the way to the gateway is thrown when `gateway` is asked
 * for. What was said and cannot work is thrown at once.
 */
export function settingsAsNeeded(config: Said, env: NodeJS.ProcessEnv): Settings {
  const { gateway, ...others } = partsFrom(config, env);
  return {
    ...others,
    get gateway() {
      if (!Fault.is(gateway)) return gateway;
      // Its name is one of the provider block, and not of what needs the gateway.
      const { attribute: _, ...details } = gateway.details;
      throw new Fault(gateway.code, details);
    },
  };
}

/** The settings, with the Fault that names what is missing in place of those of the gateway. */
function partsFrom(
  config: Said,
  env: NodeJS.ProcessEnv,
): Omit<Settings, "gateway"> & { readonly gateway: GatewaySettings | Fault } {
  const read = environment(env);
  const profiled = profileName(config, read);
  const profile = profiled === undefined ? undefined : cliProfile(profiled, env);
  const said = config.gateway_url ?? read("LATCHKEY_GATEWAY_URL", "AKEYLESS_GATEWAY");
  const url = unlessMissing(() => gatewayUrl(said ?? profile?.gatewayUrl ?? undefined));
  const login = unlessMissing(() => profile?.login ?? gatewayLogin(config, read));
  const requestTimeoutMs =
    1000 * (config.request_timeout_seconds ?? seconds("request_timeout_seconds", read, 1, 600) ?? 60);
  const waitMs = 1000 * (config.gateway_wait_seconds ?? seconds("gateway_wait_seconds", read, 0, 3600) ?? 0);
  const missing = [url, login].filter((one) => Fault.is(one));
  return {
    gateway:
      Fault.is(url) || Fault.is(login)
        ? together(missing)
        : { url, login, requestTimeoutMs, waitMs, userAgent: `latchkey/${VERSION}` },
    aws: awsSettings(config.aws, read),
    keySettleSeconds: config.key_settle_seconds ?? seconds("key_settle_seconds", read, 0, 60) ?? 10,
  };
}

/** What was made; or the Fault, if something is missing for it. */
function unlessMissing<T>(make: () => T): T | Fault {
  try {
    return make();
  } catch (error) {
    if (Fault.is(error, "GATEWAY_URL_MISSING") || Fault.is(error, "GATEWAY_LOGIN_MISSING")) return error;
    throw error;
  }
}

/** One Fault that names everything that is missing. */
function together(missing: readonly Fault[]): Fault {
  const [first, ...more] = missing as [Fault, ...Fault[]];
  if (more.length === 0) return first;
  return new Fault(first.code, {
    ...first.details,
    seen: missing.map(({ details }) => details.seen).join("; and "),
    advice: missing.map(({ code, details }) => details.advice ?? catalog[code].advice).join(" "),
  });
}

/** The part of it that is about AWS, for a command that needs no gateway. Throws AWS_SETTINGS_MALFORMED. */
export function awsSettingsFrom(env: NodeJS.ProcessEnv): AwsSettings {
  return awsSettings(null, environment(env));
}

const READING = { doing: "reading the provider's settings", state: "Nothing was changed." } as const;

function gatewayUrl(url: string | undefined): string {
  if (url === undefined) {
    const seen = "neither gateway_url nor LATCHKEY_GATEWAY_URL nor AKEYLESS_GATEWAY is set";
    throw new Fault("GATEWAY_URL_MISSING", { ...READING, seen, attribute: "gateway_url" });
  }
  if (!plainHttpUrl(url)) {
    const seen = "it is not an http or https URL without credentials, query and fragment";
    throw new Fault("GATEWAY_URL_MALFORMED", { ...READING, seen, attribute: "gateway_url" });
  }
  return url;
}

function awsSettings(block: Said["aws"], read: ReadEnvironment): AwsSettings {
  const ignored = read("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")?.toLowerCase() === "true";
  const endpoint = (service: "IAM" | "STS" | "SECRETS_MANAGER" | "SIGNIN") =>
    ignored ? undefined : read(`AWS_ENDPOINT_URL_${service}`, "AWS_ENDPOINT_URL");
  const settings = {
    region: block?.region || (read("AWS_REGION", "AWS_DEFAULT_REGION") ?? null),
    profile: block?.profile || null,
    assumeRoleArn: block?.assume_role_arn || null,
    assumeRoleExternalId: block?.assume_role_external_id || null,
    iamEndpoint: block?.iam_endpoint || (endpoint("IAM") ?? null),
    stsEndpoint: block?.sts_endpoint || (endpoint("STS") ?? null),
    secretsManagerEndpoint: block?.secrets_manager_endpoint || (endpoint("SECRETS_MANAGER") ?? null),
    signInEndpoint: endpoint("SIGNIN") ?? null,
    regionalSts: read("AWS_STS_REGIONAL_ENDPOINTS")?.toLowerCase() === "regional",
    userAgent: ["latchkey", VERSION] as const,
  };
  for (const [name, service] of [
    ["iamEndpoint", "IAM"],
    ["stsEndpoint", "STS"],
    ["secretsManagerEndpoint", "Secrets Manager"],
    ["signInEndpoint", "sign-in"],
  ] as const) {
    if (settings[name] !== null && !plainHttpUrl(settings[name])) {
      const seen = `the ${service} endpoint is not such a URL`;
      throw new Fault("AWS_SETTINGS_MALFORMED", { ...READING, seen, attribute: "aws" });
    }
  }
  return settings;
}

/** The environment's value for an attribute, within the bounds that the table sets for the block. */
function seconds(attribute: string, read: ReadEnvironment, min: number, max: number): number | undefined {
  const variable = `LATCHKEY_${attribute.toUpperCase()}`;
  const text = read(variable);
  if (text === undefined) return undefined;
  if (/^\d{1,4}$/.test(text) && Number(text) >= min && Number(text) <= max) return Number(text);
  const seen = `${variable} should be a whole number from ${min} to ${max}, got ${JSON.stringify(text)}`;
  throw new Fault("VALUE_NOT_ALLOWED", { ...READING, seen, attribute });
}

/** URLs are shown in errors and logs, so that nothing secret may be in them. */
function plainHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username + password + search + hash === "";
}
