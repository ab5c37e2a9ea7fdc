import type { ProviderServer } from "../../../src/engine/index.js";

/** The same provider, where something happens once between Terraform's refresh and the next change of an object. */
export function whileApplying(provider: ProviderServer, happens: () => Promise<unknown>): ProviderServer {
  let over = false;
  return new Proxy(provider, {
    get(server, name) {
      const member: unknown = Reflect.get(server, name);
      if (typeof member !== "function") return member;
      if (name !== "applyResourceChange") return member.bind(server);
      return async (...args: unknown[]) => {
        if (!over) {
          over = true;
          await happens();
        }
        return Reflect.apply(member, server, args);
      };
    },
  });
}
