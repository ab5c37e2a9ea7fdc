import type { Call } from "../calls/call.js";
import type { FakeReply } from "./strike.js";

/** How each of the systems says the same thing in its own words. */
export const replies = {
  gateway,
  aws,
  refused: (call: Call): FakeReply => {
    const seen = `User is not authorized to perform: ${call.system}:${call.operation}`;
    switch (call.system) {
      case "gateway":
        return gateway(403, "Desc: Failed. Status 403 Forbidden, Error: Forbidden. Message: not permitted");
      case "secretsmanager":
        return inJson(400, "AccessDeniedException", seen);
      default:
        return aws(403, "AccessDenied", seen);
    }
  },
  /** What STS says of a key that does not work. */
  unknownKey: (): FakeReply =>
    aws(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
  /** Rate limited, and the system says for how long. */
  tooManyWithHint: (call: Call): FakeReply => {
    if (call.system === "gateway") return gateway(429, "429 Too Many Requests. will be released in 2s");
    const reply = inWordsOf(call, 429, "TooManyRequestsException", "Rate exceeded");
    return { ...reply, headers: { ...reply.headers, "retry-after": "2" } };
  },
  tooMany: (call: Call): FakeReply => {
    switch (call.system) {
      case "gateway":
        return gateway(429, "429 Too Many Requests");
      case "secretsmanager":
        return inJson(400, "ThrottlingException", "Rate exceeded");
      default:
        return aws(400, "Throttling", "Rate exceeded");
    }
  },
  broken: (call: Call): FakeReply => {
    switch (call.system) {
      case "gateway":
        return gateway(500, "internal server error");
      case "secretsmanager":
        return inJson(500, "InternalServiceError", "An error occurred on the server side.");
      default:
        return aws(500, "ServiceFailure", "The request processing has failed because of an unknown error.");
    }
  },
};

const XML = { "content-type": "text/xml" };

function gateway(status: number, error: string): FakeReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify({ error }) };
}

/** In the form that the service of a call speaks. */
function inWordsOf({ system }: Call, status: number, code: string, message: string): FakeReply {
  return system === "secretsmanager" ? inJson(status, code, message) : aws(status, code, message);
}

/** How Secrets Manager says it: AWS JSON 1.1. */
function inJson(status: number, code: string, message: string): FakeReply {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.1" },
    body: JSON.stringify({ __type: code, message }),
  };
}

function aws(status: number, code: string, message: string): FakeReply {
  const type = status < 500 ? "Sender" : "Receiver";
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  const body = `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${error}<RequestId>00000000-0000-4000-8000-000000000000</RequestId></ErrorResponse>`;
  return { status, headers: XML, body };
}
