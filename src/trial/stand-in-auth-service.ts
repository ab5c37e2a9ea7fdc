import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { isRecord } from "../domain/is-record.js";
import { whole } from "../domain/whole.js";
import { Fault } from "../errors/fault.js";

/** An auth service that knows the gateway that is played, and another one. */
export interface StandInAuthService {
  /** Where the webhook is to have its callers validated. */
  readonly url: string;
  /** Fresh credentials of the gateway that is played. */
  creds(): string;
  /** Fresh credentials of another gateway, which are as valid. */
  credsOfAnother(): string;
  close(): Promise<void>;
}

const OTHER_ACCESS_ID = "p-another1gateway";
const MOST_BYTES = 64 * 1024;
const PATH = "/validate-producer-credentials";

/**
 * Starts one on this machine's loopback; the contract is that of `validate-producer-credentials`: 200 with the access id
 * where the credentials are those of the gateway that was expected, else 401.
 *
 * @throws Fault TRIAL_AUTH_PORT_TAKEN
 */
export async function standInAuthService(accessId: string, port: number): Promise<StandInAuthService> {
  const known = new Map<string, string>();
  const issue = (owner: string) => {
    const creds = `trial.${randomBytes(24).toString("base64url")}.creds`;
    known.set(creds, owner);
    return creds;
  };
  const server = createServer(async (request, response) => {
    const question: unknown = await whole(request, MOST_BYTES)
      .then(
        (bytes) => JSON.parse(bytes.toString("utf8")),
        () => undefined,
      )
      .catch(() => undefined);
    const owner = isRecord(question) ? known.get(String(question.creds)) : undefined;
    const isExpected = isRecord(question) && owner !== undefined && question.expected_access_id === owner;
    response.writeHead(isExpected ? 200 : 401, { "content-type": "application/json" });
    response.end(JSON.stringify(isExpected ? { access_id: owner } : { error: "not valid" }));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening").catch((cause: NodeJS.ErrnoException) => {
    throw new Fault("TRIAL_AUTH_PORT_TAKEN", {
      doing: "starting the auth service of the trial",
      seen: `127.0.0.1:${port} could not be opened (${cause.code ?? cause.message})`,
      state: "Nothing was called.",
      cause,
    });
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`,
    creds: () => issue(accessId),
    credsOfAnother: () => issue(OTHER_ACCESS_ID),
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
