import type { Command, CommandCall, OpenCommand } from "../command.js";
import { UNIVERSAL_IDENTITY } from "../kinds/auth-kinds.js";
import { numberIn } from "../kinds/settings.js";
import type { UidToken } from "../logins/uid-tokens.js";
import type { AuthMethod } from "../records/auth-method.js";
import { GatewayRefusal, invalidRequest, notFound } from "../refusal.js";

/** The method of universal identity that a request names, if the caller may change it. */
function methodOf(call: CommandCall, capability: "read" | "update"): AuthMethod {
  const path = call.fields.path("auth-method-name");
  const method = call.found("authMethods", "auth-method-rule", capability, path);
  if (method.kind !== UNIVERSAL_IDENTITY)
    throw invalidRequest(`auth method ${method.name} is of another type`);
  return method;
}

const generate: Command = {
  names: ["uid-generate-token"],
  write: true,
  about: "auth-method-name",
  run(call) {
    const { id, settings } = methodOf(call, "update");
    const token = call.world.uidTokens.make({
      authMethodId: id,
      parent: null,
      denyRotate: settings["deny-rotate"] === true,
      denyInheritance: settings["deny-inheritance"] === true,
      ttlMinutes: numberIn(settings, "ttl"),
      depth: 0,
    });
    return { token };
  },
};

/** A rotation needs no other proof than the token itself, and is answered with the one that takes its place. */
const rotate: OpenCommand = {
  names: ["uid-rotate-token"],
  write: true,
  runOpen(fields, { uidTokens, clock }) {
    const acknowledged = fields.text("send-manual-ack-token");
    if (acknowledged !== undefined) {
      uidTokens.acknowledge(acknowledged);
      return { token: acknowledged };
    }
    const text = fields.required("uid-token");
    const token = uidTokens.require(text, clock.now());
    if (token.denyRotate) throw new GatewayRefusal(403, "the token may not be rotated");
    return { token: uidTokens.rotate(text, fields.flag("with-manual-ack") ?? false) };
  },
};

/** A child is made by its parent, or by a caller who may change the auth method and names the parent's id. */
const createChild: OpenCommand = {
  names: ["uid-create-child-token"],
  write: true,
  runOpen(fields, { uidTokens, clock, store }) {
    const parent = uidTokens.require(fields.required("uid-token"), clock.now());
    const limits = store.authMethods.byId(parent.authMethodId)?.settings ?? {};
    if (parent.denyInheritance) throw new GatewayRefusal(403, "the token may not have children");
    if (parent.depth + 1 > numberIn(limits, "tree-length"))
      throw invalidRequest("the tree of tokens is too long");
    const ttlMinutes = fields.count("child-ttl") ?? parent.ttlMinutes;
    if (ttlMinutes > numberIn(limits, "child-ttl-limit"))
      throw invalidRequest("child-ttl is above its limit");
    const token = uidTokens.make({
      authMethodId: parent.authMethodId,
      parent: parent.id,
      denyRotate: fields.flag("child-deny-rotate") ?? false,
      denyInheritance: fields.flag("child-deny-inheritance") ?? false,
      ttlMinutes,
      depth: parent.depth + 1,
    });
    return { token };
  },
};

const listChildren: Command = {
  names: ["uid-list-children"],
  write: false,
  about: "auth-method-name",
  run(call) {
    const tokens = call.world.uidTokens.ofMethod(methodOf(call, "read").id);
    const [root] = tokens;
    return {
      max_depth: Math.max(0, ...tokens.map(({ depth }) => depth)),
      number_of_tokens: tokens.length,
      ...(root && { root: told(root, tokens) }),
    };
  },
};

/** A token with its children, who are told by their ids. */
function told(token: UidToken, all: readonly UidToken[]): Record<string, unknown> {
  const children = all.filter(({ parent }) => parent === token.id);
  return {
    id: token.id,
    depth: token.depth,
    ttl: token.ttlMinutes,
    deny_rotate: token.denyRotate,
    deny_inheritance: token.denyInheritance,
    expired_date: token.expiresAt.toISOString(),
    revoked: false,
    children: Object.fromEntries(children.map((child) => [child.id, told(child, all)])),
  };
}

const revoke: Command = {
  names: ["uid-revoke-token"],
  write: true,
  about: "auth-method-name",
  run(call) {
    const { fields, world } = call;
    const type = fields.required("revoke-type");
    if (type !== "revokeSelf" && type !== "revokeAll") {
      throw invalidRequest("revoke-type should be revokeSelf or revokeAll");
    }
    const id = fields.required("revoke-token");
    const method = methodOf(call, "update");
    if (world.uidTokens.byId(id)?.authMethodId !== method.id) throw notFound(call.asker, "token", id);
    world.uidTokens.revoke(id, type === "revokeAll");
    return {};
  },
};

export const uidTokenCommands = [generate, rotate, createChild, listChildren, revoke];
