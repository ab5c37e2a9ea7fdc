import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A call of the AWS Query API as it was received. */
export interface AwsCall {
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Id of the key that signed. */
  readonly keyId: string;
  /** Region of the signature. */
  readonly region: string;
  readonly userAgent: string;
  readonly clientPort: number;
}

export type AwsReply =
  /** Content of the result element. */
  | { readonly result: string }
  | { readonly error: string; readonly status: number; readonly message?: string }
  | { readonly page: string; readonly status: number }
  | "cut"
  | "silent";

export interface QueryServer {
  readonly url: string;
  readonly calls: readonly AwsCall[];
  close(): Promise<void>;
}

/** A real HTTP server that answers AWS Query calls as the script says; `count` is how often the action has come. */
export async function queryServer(script: (call: AwsCall, count: number) => AwsReply): Promise<QueryServer> {
  const calls: AwsCall[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { Action: action = "", ...parameters } = Object.fromEntries(
      new URLSearchParams(Buffer.concat(chunks).toString("utf8")),
    );
    const [, keyId = "", region = ""] =
      /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? "") ?? [];
    const call: AwsCall = {
      action,
      parameters,
      keyId,
      region,
      userAgent: request.headers["user-agent"] ?? "",
      clientPort: request.socket.remotePort ?? 0,
    };
    calls.push(call);
    const reply = script(call, calls.filter((other) => other.action === action).length);
    if (reply === "silent") return;
    if (reply === "cut") {
      request.socket.destroy();
      return;
    }
    const [status, type, body] = written(action, reply);
    response.writeHead(status, { "content-type": type });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function written(action: string, reply: Exclude<AwsReply, string>): [number, string, string] {
  if ("page" in reply) return [reply.status, "text/html", reply.page];
  if ("result" in reply) {
    const body = `<${action}Response><${action}Result>${reply.result}</${action}Result></${action}Response>`;
    return [200, "text/xml", body];
  }
  const { error, message = "no", status } = reply;
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${error}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return [status, "text/xml", body];
}
