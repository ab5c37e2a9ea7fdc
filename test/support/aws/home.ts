import { createHash } from "node:crypto";
import { join } from "node:path";
import { file, temporaryFolder } from "../cli/temporary-folder.js";

/** What stands in a person's home folder; each a file's text. */
export interface Home {
  readonly config?: string;
  readonly credentials?: string;
  /** Of IAM Identity Center, by the name of the session or the start URL. */
  readonly ssoCache?: Readonly<Record<string, string>>;
  /** Of `aws login`, by the name of the session. */
  readonly loginCache?: Readonly<Record<string, string>>;
}

/** A home folder of its own, and the environment of a person who has nothing else of AWS. */
export function homeOf({ config, credentials, ssoCache = {}, loginCache = {} }: Home) {
  const folder = temporaryFolder();
  const caches: readonly [Readonly<Record<string, string>>, string, string][] = [
    [ssoCache, "sha1", "sso/cache"],
    [loginCache, "sha256", "login/cache"],
  ];
  if (config !== undefined) file(folder, ".aws/config", config);
  if (credentials !== undefined) file(folder, ".aws/credentials", credentials);
  for (const [cache, hash, place] of caches) {
    for (const [name, text] of Object.entries(cache)) {
      file(folder, `.aws/${place}/${createHash(hash).update(name).digest("hex")}.json`, text);
    }
  }
  return {
    folder,
    env: {
      HOME: folder,
      PATH: process.env.PATH,
      AWS_LOGIN_CACHE_DIRECTORY: join(folder, ".aws/login/cache"),
      AWS_EC2_METADATA_DISABLED: "true",
    } as NodeJS.ProcessEnv,
  };
}
