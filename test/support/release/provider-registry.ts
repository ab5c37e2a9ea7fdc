import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { packageVersion } from "../../../src/domain/package-root.js";
import { sha256 } from "../cli/provider-packages.js";

interface SigningKey {
  readonly key_id: string;
  readonly ascii_armor: string;
}

/** A registry of providers, as the protocol is documented, that hands out the files of a release. */
export class ProviderRegistry {
  /** Where the providers are, for `host { services }` of a CLI configuration. */
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/providers/`;
  }

  static async open(release: string, platform: string, key: SigningKey): Promise<ProviderRegistry> {
    const version = packageVersion();
    const [os = "", arch = ""] = platform.split("_");
    const base = `terraform-provider-latchkey_${version}`;
    const provider = "/v1/providers/latchkey/latchkey";
    const { metadata } = JSON.parse(readFileSync(join(release, `${base}_manifest.json`), "utf8"));
    const protocols = metadata.protocol_versions;
    const answers: Record<string, () => unknown> = {
      [`${provider}/versions`]: () => ({ versions: [{ version, protocols, platforms: [{ os, arch }] }] }),
      [`${provider}/${version}/download/${os}/${arch}`]: () => ({
        protocols,
        os,
        arch,
        filename: `${base}_${platform}.zip`,
        download_url: `/files/${base}_${platform}.zip`,
        shasums_url: `/files/${base}_SHA256SUMS`,
        shasums_signature_url: `/files/${base}_SHA256SUMS.sig`,
        shasum: sha256(readFileSync(join(release, `${base}_${platform}.zip`))),
        signing_keys: { gpg_public_keys: [key] },
      }),
    };
    const server = createServer(({ url = "" }, response) => {
      const answer = answers[url];
      const file = join(release, url.replace("/files/", ""));
      if (answer) response.setHeader("content-type", "application/json").end(JSON.stringify(answer()));
      else if (url.startsWith("/files/") && existsSync(file)) response.end(readFileSync(file));
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new ProviderRegistry(server);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
