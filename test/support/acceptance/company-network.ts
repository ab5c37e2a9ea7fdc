import type { AwsProviderSource } from "../../../src/terraform/cli-config.js";
import { LatchkeyCommand } from "../cli/latchkey-command.js";
import { file, temporaryFolder } from "../cli/temporary-folder.js";
import { Authority } from "../net/authority.js";
import { CorporateProxy, type Refuse } from "../net/corporate-proxy.js";
import { TlsFront } from "../net/tls-front.js";
import { Bench } from "./bench.js";

export const GATEWAY_HOST = "gateway.corp.test";
export const AWS_HOST = "aws.corp.test";

/**
 * A bench inside of a company: gateway and AWS are names that only the company's proxy knows, the proxy wants a login, and
 * each of the two has a certificate of an authority of its own that nobody else believes.
 */
export class CompanyNetwork {
  readonly bench: Bench;
  readonly proxy: CorporateProxy;
  /** Files of the authorities. */
  readonly authorities: { readonly gateway: string; readonly aws: string };
  /** What it takes to get out, for Terraform and for the commands. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #fronts: readonly TlsFront[];
  #latchkey: LatchkeyCommand | undefined;

  private constructor(
    bench: Bench,
    proxy: CorporateProxy,
    fronts: readonly TlsFront[],
    authorities: CompanyNetwork["authorities"],
  ) {
    this.bench = bench;
    this.proxy = proxy;
    this.#fronts = fronts;
    this.authorities = authorities;
    this.environment = {
      AKEYLESS_GATEWAY: `https://${GATEWAY_HOST}${new URL(bench.sandbox.gateway.url).pathname}`,
      AWS_ENDPOINT_URL: `https://${AWS_HOST}`,
      HTTPS_PROXY: proxy.url(),
      NO_PROXY: "registry.terraform.io",
      SSL_CERT_FILE: authorities.gateway,
      AWS_CA_BUNDLE: authorities.aws,
    };
    bench.terraform.give(this.environment);
  }

  static async open(
    options: { readonly refuse?: Refuse; readonly aws?: AwsProviderSource } = {},
  ): Promise<CompanyNetwork> {
    const { refuse, aws } = options;
    const bench = await Bench.open({ sandbox: { foreignKeys: "leave" }, ...(aws && { aws }) });
    const [gateway, ofAws] = [Authority.root("Corp Gateways"), Authority.root("Corp Inspection")];
    const fronts = [
      await TlsFront.open(bench.sandbox.gateway.url, gateway.issue({ names: [GATEWAY_HOST] })),
      await TlsFront.open(bench.sandbox.aws.url, ofAws.issue({ names: [AWS_HOST] })),
    ];
    const [gatewayPort = 0, awsPort = 0] = fronts.map(({ port }) => port);
    const proxy = await CorporateProxy.open({
      hosts: { [`${GATEWAY_HOST}:443`]: gatewayPort, [`${AWS_HOST}:443`]: awsPort },
      login: true,
      ...(refuse && { refuse }),
    });
    const folder = temporaryFolder();
    return new CompanyNetwork(bench, proxy, fronts, {
      gateway: file(folder, "gateway.pem", gateway.pem),
      aws: file(folder, "aws.pem", ofAws.pem),
    });
  }

  /** The built command within the company; `changed` variables are other than usual. */
  latchkey(changed: Readonly<Record<string, string>> = {}): LatchkeyCommand {
    const { environment } = this.bench.sandbox;
    this.#latchkey = new LatchkeyCommand({ ...environment, ...this.environment, ...changed });
    return this.#latchkey;
  }

  async close(): Promise<void> {
    this.#latchkey?.close();
    this.proxy.close();
    for (const front of this.#fronts) front.close();
    await this.bench.close();
  }
}
