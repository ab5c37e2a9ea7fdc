import type { Command } from "../command.js";
import { GatewayRefusal, invalidRequest } from "../refusal.js";
import { authMethodReply } from "../wire/auth-method.js";
import { AUTH_METHOD_RULE, findAuthMethod, randomAccessKey } from "./auth-method-kinds.js";
import { tokenPage } from "./page.js";

/** Other words by which a list may be limited to a kind. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  oauth2: "jwt",
  "oauth2/jwt": "jwt",
  saml: "saml2",
};

const resetAccessKey: Command = {
  names: ["reset-access-key"],
  write: true,
  run(call) {
    const method = findAuthMethod(call, "update");
    if (!method.accessKey) throw invalidRequest(`auth method ${method.name} has no access key`);
    method.accessKey = call.world.secrets.keep(randomAccessKey());
    return { access_key: method.accessKey.reveal() };
  },
};

const get: Command = {
  names: ["auth-method-get", "get-auth-method"],
  write: false,
  run: (call) => authMethodReply(call, findAuthMethod(call, "read")),
};

const remove: Command = {
  names: ["auth-method-delete", "delete-auth-method"],
  write: true,
  run(call) {
    const method = findAuthMethod(call, "delete");
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
    const types = call.fields.list("type").map((type) => OTHER_WORDS[type] ?? type);
    const filter = call.fields.text("filter") ?? "";
    const methods = call.world.store.authMethods
      .all()
      .filter(
        (method) => method.name.includes(filter) && (types.length === 0 || types.includes(method.kind.type)),
      )
      .filter((method) => call.world.access.allows(call.caller, "list", AUTH_METHOD_RULE, method.name));
    const { entries, nextPage } = tokenPage(call.fields, methods);
    return { auth_methods: entries.map((method) => authMethodReply(call, method)), next_page: nextPage };
  },
};

export const authMethodCommands = [resetAccessKey, get, remove, list];
