import type { Call } from "../calls/call.js";
import type { FakeReply } from "./strike.js";

/** How each of the two systems says the same thing in its own words. */
export const replies = {
  gateway,
  aws,
  refused: (call: Call): FakeReply =>
    call.system === "gateway"
      ? gateway(403, "Desc: Failed. Status 403 Forbidden, Error: Forbidden. Message: not permitted")
      : aws(403, "AccessDenied", `User is not authorized to perform: ${call.system}:${call.operation}`),
  /** What STS says of a key that does not work. */
  unknownKey: (): FakeReply =>
    aws(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
  /** Rate limited, and the system says for how long. */
  tooManyWithHint: (call: Call): FakeReply =>
    call.system === "gateway"
      ? gateway(429, "429 Too Many Requests. will be released in 2s")
      : { ...aws(429, "TooManyRequestsException", "Rate exceeded"), headers: { ...XML, "retry-after": "2" } },
  tooMany: (call: Call): FakeReply =>
    call.system === "gateway"
      ? gateway(429, "429 Too Many Requests")
      : aws(400, "Throttling", "Rate exceeded"),
  broken: (call: Call): FakeReply =>
    call.system === "gateway"
      ? gateway(500, "internal server error")
      : aws(500, "ServiceFailure", "The request processing has failed because of an unknown error."),
};

const XML = { "content-type": "text/xml" };

function gateway(status: number, error: string): FakeReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify({ error }) };
}

function aws(status: number, code: string, message: string): FakeReply {
  const type = status < 500 ? "Sender" : "Receiver";
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  const body = `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${error}<RequestId>00000000-0000-4000-8000-000000000000</RequestId></ErrorResponse>`;
  return { status, headers: XML, body };
}
