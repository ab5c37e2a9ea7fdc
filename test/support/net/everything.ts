import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

const AWS: Readonly<Record<string, string>> = {
  ListAccessKeys: "<AccessKeyMetadata/><IsTruncated>false</IsTruncated>",
  CreateAccessKey:
    "<AccessKey><UserName>gw</UserName><AccessKeyId>AKIANEWNEWNEWNEWNEW1</AccessKeyId><Status>Active</Status><SecretAccessKey>the-new-secret-access-key</SecretAccessKey></AccessKey>",
  GetCallerIdentity:
    "<Arn>arn:aws:iam::111122223333:user/deployer</Arn><UserId>AIDA</UserId><Account>111122223333</Account>",
};

/** One plain server that answers every client of the product well, and keeps what it was asked. */
export class Everything {
  /** `POST /api/v2/create-target`, or the action of a call of AWS. */
  readonly asked: string[] = [];
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on("request", async (request: IncomingMessage, response) => {
      const [type, body] = this.#answer(request, await text(request));
      response.writeHead(200, { "content-type": type }).end(body);
    });
  }

  static async open(): Promise<Everything> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Everything(server);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer({ method, url = "" }: IncomingMessage, body: string): [type: string, body: string] {
    const action = new URLSearchParams(body).get("Action");
    const path = url.split("?")[0] ?? "";
    this.asked.push(action ?? `${method} ${path}`);
    if (action !== null) {
      const result = AWS[action] ?? "";
      return [
        "text/xml",
        `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
      ];
    }
    if (path.endsWith("/terraform.json")) return ["application/json", '{"providers.v1":"/v1/providers/"}'];
    if (path.endsWith("/state-versions")) {
      return ["application/json", '{"data":[],"meta":{"pagination":{"next-page":null}}}'];
    }
    return ["application/json", '{"target_name":"/t","target_id":7}'];
  }
}
