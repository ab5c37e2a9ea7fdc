import type { AwsSettings } from "../aws/index.js";
import { Fault } from "../errors/fault.js";
import type { GatewaySettings } from "../gateway/index.js";
import { cliProfile } from "./cli-profile.js";
import { environment, type ReadEnvironment } from "./environment.js";
import { gatewayLogin, profileName } from "./gateway-login.js";
import type { Said } from "./said.js";
import { VERSION } from "./version.js";

/** Everything that is needed to reach the gateway and AWS. */
export interface Settings {
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
  const read = environment(env);
  const profiled = profileName(config, read);
  const profile = profiled === undefined ? undefined : cliProfile(profiled, env);
  const url = config.gateway_url ?? read("LATCHKEY_GATEWAY_URL", "AKEYLESS_GATEWAY");
  return {
    gateway: {
      url: gatewayUrl(url ?? profile?.gatewayUrl ?? undefined),
      login: profile?.login ?? gatewayLogin(config, read),
      requestTimeoutMs:
        1000 * (config.request_timeout_seconds ?? seconds("request_timeout_seconds", read, 1, 600) ?? 60),
      waitMs: 1000 * (config.gateway_wait_seconds ?? seconds("gateway_wait_seconds", read, 0, 3600) ?? 0),
      userAgent: `latchkey/${VERSION}`,
    },
    aws: awsSettings(config.aws, read),
    keySettleSeconds: config.key_settle_seconds ?? seconds("key_settle_seconds", read, 0, 60) ?? 10,
  };
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
