import { generateKeyPairSync } from "node:crypto";
import type { Command, CommandCall } from "../command.js";
import {
  API_KEY,
  AUTH_COMMON,
  AUTH_KINDS,
  type AuthKind,
  CERTIFICATE,
  K8S,
  OAUTH2,
} from "../kinds/auth-kinds.js";
import type { KindSettings } from "../kinds/field.js";
import { kindSettingsOf, numberIn, textIn } from "../kinds/settings.js";
import { certificateBlocks } from "../logins/certificate.js";
import { jwtBounds } from "../logins/jwt.js";
import { randomId } from "../random-text.js";
import type { AuthMethod } from "../records/auth-method.js";
import { invalidRequest, missing } from "../refusal.js";
import type { GatewayWorld } from "../world.js";
import { checkedTokenMinutes } from "./session.js";

export const AUTH_METHOD_RULE = "auth-method-rule";

/** Makes an auth method; the access id is new. */
export function newAuthMethod(
  world: Pick<GatewayWorld, "clock" | "store">,
  name: string,
  kind: AuthKind,
  given: Partial<Pick<AuthMethod, "accessId" | "settings" | "accessKey">>,
): AuthMethod {
  const now = world.clock.now();
  return world.store.authMethods.add({
    id: world.store.nextId(),
    accessId: `p-${randomId(12)}`,
    kind,
    name,
    description: "",
    deleteProtection: false,
    settings: {},
    accessKey: null,
    ...given,
    createdAt: now,
    modifiedAt: now,
  });
}

/** The auth method that a request names, if the caller may use `capability` on it. */
export function findAuthMethod(call: CommandCall, capability: "read" | "update" | "delete"): AuthMethod {
  return call.found("authMethods", AUTH_METHOD_RULE, capability, call.fields.path());
}

/** A new access key, as long and of the same letters as the service's. */
export const randomAccessKey = (): string => Buffer.from(randomId(32)).toString("base64");

/** What a request says of a method of this kind, and what only the answer to this command tells. */
function settle(
  call: CommandCall,
  kind: AuthKind,
): { settings: KindSettings; once: Record<string, unknown> } {
  const settings = kindSettingsOf([...AUTH_COMMON, ...kind.fields], call);
  checkedTokenMinutes(numberIn(settings, "jwt-ttl"));
  if (kind === OAUTH2) requireKeys(settings);
  if (kind === CERTIFICATE) requireAuthority(settings);
  return kind === K8S ? withKeyPair(call, settings) : { settings, once: {} };
}

/** The keys are given, or the place where they are published is. */
function requireKeys(settings: KindSettings): void {
  const { keys, keysUrl } = jwtBounds(settings);
  if (keysUrl !== "" && !URL.canParse(keysUrl)) throw invalidRequest("jwks-uri should be a URL");
  if (keysUrl === "" && keys.length === 0) throw missing("jwks-json-data");
}

/** There is a certificate by which others are judged. */
function requireAuthority(settings: KindSettings): void {
  if (certificateBlocks(textIn(settings, "certificate-data")).length === 0) {
    throw invalidRequest("certificate-data should be certificates in PEM, or that in base64");
  }
}

/** Of a pair that the gateway makes it keeps the public key; the form of both keys is a guess of this sandbox's. */
function withKeyPair({ world }: CommandCall, settings: KindSettings) {
  if (textIn(settings, "gen-key") !== "true" || textIn(settings, "public-key") !== "") {
    return { settings, once: {} };
  }
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const encoded = (pem: string) => Buffer.from(pem).toString("base64");
  return {
    settings: { ...settings, "public-key": encoded(publicKey) },
    once: { prv_key: world.secrets.keep(encoded(privateKey)).reveal() },
  };
}

function create(call: CommandCall, kind: AuthKind): Record<string, unknown> {
  const name = call.freePath("authMethods", AUTH_METHOD_RULE);
  const { settings, once } = settle(call, kind);
  const accessKey = kind === API_KEY ? call.world.secrets.keep(randomAccessKey()) : null;
  const method = newAuthMethod(call.world, name, kind, { settings, accessKey });
  describe(call, method);
  return {
    access_id: method.accessId,
    name: method.name,
    ...(accessKey && { access_key: accessKey.reveal() }),
    ...once,
  };
}

function update(call: CommandCall, kind: AuthKind): Record<string, unknown> {
  const method = findAuthMethod(call, "update");
  if (method.kind !== kind) throw invalidRequest(`auth method ${method.name} is of another type`);
  const { settings, once } = settle(call, kind);
  const before = method.name;
  call.rename("authMethods", AUTH_METHOD_RULE, method);
  if (method.name !== before) renameInAssociations(call, method);
  method.settings = settings;
  describe(call, method);
  return { name: method.name, ...once };
}

/** What every object of the gateway has; what is not given stays. */
function describe({ fields, world }: CommandCall, method: AuthMethod): void {
  method.description = fields.description("description") ?? method.description;
  method.deleteProtection = fields.flag("delete_protection") ?? method.deleteProtection;
  method.modifiedAt = world.clock.now();
}

/** An association tells the method's name as it was given last. */
function renameInAssociations({ fields, world }: CommandCall, method: AuthMethod): void {
  for (const { associations } of world.store.roles.all()) {
    for (const association of associations) {
      if (association.authMethodId === method.id) association.authMethodName = fields.required("new-name");
    }
  }
}

/** The older names have the kind at the end, but for the API key, which they do not name. */
function commandsOf(kind: AuthKind): Command[] {
  const older = kind === API_KEY ? "auth-method" : `auth-method-${kind.word}`;
  const making = { write: true, run: (call: CommandCall) => create(call, kind) };
  const changing = { write: true, run: (call: CommandCall) => update(call, kind) };
  return [
    { names: [`auth-method-create-${kind.word}`], success: 201, ...making },
    { names: [`create-${older}`], ...making },
    { names: [`auth-method-update-${kind.word}`], success: kind.updated ?? 201, ...changing },
    { names: [`update-${older}`], ...changing },
  ];
}

export const authMethodKindCommands: readonly Command[] = AUTH_KINDS.flatMap(commandsOf);
