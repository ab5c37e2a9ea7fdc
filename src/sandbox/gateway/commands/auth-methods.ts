import type { Command, CommandCall } from "../command.js";
import { randomId } from "../random-text.js";
import type { AuthMethod, AwsIamBounds, JwtBounds, LoginProof } from "../records/auth-method.js";
import { GatewayRefusal, invalidRequest, missing } from "../refusal.js";
import { authMethodReply } from "../wire/auth-method.js";
import type { GatewayWorld } from "../world.js";
import { tokenPage } from "./page.js";
import { checkedTokenMinutes } from "./session.js";

const TYPE = "auth-method-rule";

/** Makes an auth method with a proof of its own kind; the access id is new. */
export function newAuthMethod(
  world: Pick<GatewayWorld, "clock" | "store">,
  name: string,
  proof: LoginProof,
): AuthMethod {
  const now = world.clock.now();
  return world.store.authMethods.add({
    id: world.store.nextId(),
    accessId: `p-${randomId(12)}`,
    name,
    description: "",
    deleteProtection: false,
    accessExpires: 0,
    tokenMinutes: 0,
    forceSubClaims: false,
    boundIps: [],
    gatewayBoundIps: [],
    auditLogsClaims: [],
    productTypes: [],
    allowedClientTypes: [],
    proof,
    createdAt: now,
    modifiedAt: now,
  });
}

/** Everything that all kinds have. An update replaces it, as every client sends it whole. */
function setCommon({ fields, world }: CommandCall, method: AuthMethod): void {
  method.description = fields.description("description") ?? method.description;
  method.deleteProtection = fields.flag("delete_protection") ?? method.deleteProtection;
  method.accessExpires = fields.count("access-expires") ?? 0;
  method.tokenMinutes = checkedTokenMinutes(fields.count("jwt-ttl") ?? 0);
  method.forceSubClaims = fields.flag("force-sub-claims") ?? false;
  method.boundIps = fields.list("bound-ips");
  method.gatewayBoundIps = fields.list("gw-bound-ips");
  method.auditLogsClaims = fields.list("audit-logs-claims");
  method.productTypes = fields.list("product-type");
  method.allowedClientTypes = fields.list("allowed-client-type");
  method.modifiedAt = world.clock.now();
}

function make(call: CommandCall, proof: () => LoginProof): AuthMethod {
  const name = call.freePath("authMethods", TYPE);
  checkedTokenMinutes(call.fields.count("jwt-ttl") ?? 0);
  const method = newAuthMethod(call.world, name, proof());
  setCommon(call, method);
  return method;
}

function change<P extends LoginProof["type"]>(call: CommandCall, type: P): Extract<LoginProof, { type: P }> {
  const method = find(call, "update");
  if (method.proof.type !== type) throw invalidRequest(`auth method ${method.name} is of another type`);
  const before = method.name;
  call.rename("authMethods", TYPE, method);
  if (method.name !== before) renameInAssociations(call, method);
  setCommon(call, method);
  return method.proof as Extract<LoginProof, { type: P }>;
}

/** An association tells the method's name as it was given last. */
function renameInAssociations({ fields, world }: CommandCall, method: AuthMethod): void {
  for (const { associations } of world.store.roles.all()) {
    for (const association of associations) {
      if (association.authMethodId === method.id) association.authMethodName = fields.required("new-name");
    }
  }
}

function find(call: CommandCall, capability: "read" | "update" | "delete"): AuthMethod {
  return call.found("authMethods", TYPE, capability, call.fields.path());
}

function awsBounds({ fields }: CommandCall): AwsIamBounds {
  const accountIds = fields.list("bound-aws-account-id");
  if (accountIds.length === 0) throw missing("bound-aws-account-id");
  return {
    accountIds,
    arns: fields.list("bound-arn"),
    roleNames: fields.list("bound-role-name"),
    roleIds: fields.list("bound-role-id"),
    resourceIds: fields.list("bound-resource-id"),
    userNames: fields.list("bound-user-name"),
    userIds: fields.list("bound-user-id"),
    stsUrl: fields.text("sts-url") ?? "https://sts.amazonaws.com",
    uniqueIdentifier: fields.text("unique-identifier") ?? "",
  };
}

/** What older clients send as `jwks-uri` when there is none. */
const NO_KEYS_URL = "default_jwks_url";

/** The keys are given, or the place where they are published is. */
function jwtBounds({ fields }: CommandCall): JwtBounds {
  const url = fields.text("jwks-uri") ?? "";
  const keysUrl = url === NO_KEYS_URL ? "" : url;
  if (keysUrl !== "" && !URL.canParse(keysUrl)) throw invalidRequest("jwks-uri should be a URL");
  const given = keysUrl === "" ? fields.required("jwks-json-data") : fields.text("jwks-json-data");
  return {
    keys: given === undefined ? [] : keySet(given),
    keysUrl,
    issuer: fields.text("issuer") ?? "",
    audience: fields.text("audience") ?? "",
    clientIds: fields.list("bound-client-ids"),
    uniqueIdentifier: fields.required("unique-identifier"),
  };
}

/** The public keys of a JWK set, given as JSON or as its base64. */
function keySet(text: string): readonly Record<string, unknown>[] {
  for (const json of [text, Buffer.from(text, "base64").toString("utf8")]) {
    try {
      const { keys } = JSON.parse(json) as { keys?: unknown };
      if (Array.isArray(keys) && keys.length > 0) return keys as Record<string, unknown>[];
    } catch {
      // the other spelling may do
    }
  }
  throw invalidRequest("jwks-json-data should be a JWK set");
}

const createApiKey: Command = {
  names: ["auth-method-create-api-key", "create-auth-method"],
  write: true,
  success: 201,
  run(call) {
    const accessKey = call.world.secrets.keep(Buffer.from(randomId(32)).toString("base64"));
    const method = make(call, () => ({ type: "api_key", accessKey }));
    return { access_id: method.accessId, name: method.name, access_key: accessKey.reveal() };
  },
};

const updateApiKey: Command = {
  names: ["auth-method-update-api-key"],
  write: true,
  run(call) {
    change(call, "api_key");
    return { name: call.fields.optionalPath("new-name") ?? call.fields.path() };
  },
};

const resetAccessKey: Command = {
  names: ["reset-access-key"],
  write: true,
  run(call) {
    const { proof, name } = find(call, "update");
    if (proof.type !== "api_key") throw invalidRequest(`auth method ${name} has no access key`);
    proof.accessKey = call.world.secrets.keep(Buffer.from(randomId(32)).toString("base64"));
    return { access_key: proof.accessKey.reveal() };
  },
};

const createAwsIam: Command = {
  names: ["auth-method-create-aws-iam", "create-auth-method-aws-iam"],
  write: true,
  success: 201,
  run(call) {
    const method = make(call, () => ({ type: "aws_iam", bounds: awsBounds(call) }));
    return { access_id: method.accessId, name: method.name };
  },
};

const updateAwsIam: Command = {
  names: ["auth-method-update-aws-iam", "update-auth-method-aws-iam"],
  write: true,
  run(call) {
    const bounds = awsBounds(call);
    change(call, "aws_iam").bounds = bounds;
    return { name: call.fields.optionalPath("new-name") ?? call.fields.path() };
  },
};

const createOauth2: Command = {
  names: ["auth-method-create-oauth2", "create-auth-method-oauth2"],
  write: true,
  success: 201,
  run(call) {
    const method = make(call, () => ({ type: "jwt", bounds: jwtBounds(call) }));
    return { access_id: method.accessId, name: method.name };
  },
};

const updateOauth2: Command = {
  names: ["auth-method-update-oauth2", "update-auth-method-oauth2"],
  write: true,
  run(call) {
    const bounds = jwtBounds(call);
    change(call, "jwt").bounds = bounds;
    return { name: call.fields.optionalPath("new-name") ?? call.fields.path() };
  },
};

const get: Command = {
  names: ["auth-method-get", "get-auth-method"],
  write: false,
  run: (call) => authMethodReply(call, find(call, "read")),
};

const remove: Command = {
  names: ["auth-method-delete", "delete-auth-method"],
  write: true,
  run(call) {
    const method = find(call, "delete");
    if (method.deleteProtection)
      throw new GatewayRefusal(400, `auth method ${method.name} is protected from deletion`);
    for (const role of call.world.store.roles.all()) {
      role.associations = role.associations.filter((association) => association.authMethodId !== method.id);
    }
    call.world.store.authMethods.remove(method);
    return { name: method.name };
  },
};

const list: Command = {
  names: ["auth-method-list", "list-auth-methods"],
  write: false,
  run(call) {
    const types = call.fields.list("type");
    const filter = call.fields.text("filter") ?? "";
    const methods = call.world.store.authMethods
      .all()
      .filter(
        (method) => method.name.includes(filter) && (types.length === 0 || types.includes(method.proof.type)),
      )
      .filter((method) => call.world.access.allows(call.caller, "list", TYPE, method.name));
    const { entries, nextPage } = tokenPage(call.fields, methods);
    return { auth_methods: entries.map((method) => authMethodReply(call, method)), next_page: nextPage };
  },
};

export const authMethodCommands = [
  createApiKey,
  updateApiKey,
  resetAccessKey,
  createAwsIam,
  updateAwsIam,
  createOauth2,
  updateOauth2,
  get,
  remove,
  list,
];
