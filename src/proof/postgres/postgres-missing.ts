import { repositoryRequire } from "./pg-client.js";
import { programsPackage } from "./programs.js";
import { unprivilegedAccount } from "./unprivileged.js";

/** Why no PostgreSQL can be started here; undefined where it can. */
export function postgresMissing(root: string): string | undefined {
  for (const name of [programsPackage(), "pg"]) {
    try {
      repositoryRequire(root).resolve(name);
    } catch {
      return `npm has not installed ${name}, a development dependency`;
    }
  }
  try {
    unprivilegedAccount();
    return undefined;
  } catch {
    return "PostgreSQL does not run as root, and this system does not tell of an account without rights to run it as";
  }
}
