import { repeats } from "../disguise/repeats.js";
import { type Decoy, decoyOf } from "./decoy.js";
import type { TrialAnswer } from "./endpoint.js";
import type { PlayedGateway } from "./played-gateway.js";
import { statusSeen } from "./try-creating.js";

const LONG_BODY_CHARACTERS = 3 * 1024 * 1024;

/** Sends what a webhook cannot carry out, and reads how it says so. */
export async function tryRefusals(gateway: PlayedGateway, payload: string): Promise<void> {
  const { findings } = gateway;
  const decoy = decoyOf(payload);
  const broken = await gateway.send("create", `{"payload":${JSON.stringify(decoy.payload)},`);
  if (broken) {
    findings.check("malformed-refused", broken.status >= 400, statusSeen(broken));
    checkSecrecy(gateway, broken, decoy);
  }
  if (payload === "") {
    findings.skip("no payload was given that could be wrong", "failure-status");
  } else {
    const wrong = await gateway.create(decoy.payload);
    if (wrong) checkFailure(gateway, wrong, decoy);
  }
  await tryLongBody(gateway, payload);
}

/** A request that is right but for its length. A server may hang up in the middle of it: then it has refused it, too. */
async function tryLongBody(gateway: PlayedGateway, payload: string): Promise<void> {
  const body = gateway.createBody(payload, { padding: "x".repeat(LONG_BODY_CHARACTERS) });
  const answer = await gateway.post(gateway.urls.create, body, gateway.creds());
  if ("why" in answer) {
    gateway.findings.check("long-body", answer.why === "unreachable", answer.seen);
    return;
  }
  gateway.remember(answer);
  gateway.findings.check("long-body", answer.status >= 400 && answer.status < 500, statusSeen(answer));
}

/** A wrong payload has to fail; a webhook that works without it makes a credential, which is no failure. */
function checkFailure(gateway: PlayedGateway, wrong: TrialAnswer, decoy: Decoy): void {
  const { findings } = gateway;
  const hasMade = typeof wrong.object?.id === "string" && wrong.object.response !== undefined;
  if (wrong.status === 200 && hasMade) {
    findings.skip("the webhook works without its payload", "failure-status");
    return;
  }
  findings.check("failure-status", wrong.status >= 400, `it answers ${wrong.status} without a credential`);
  checkSecrecy(gateway, wrong, decoy);
}

function checkSecrecy({ findings }: PlayedGateway, answer: TrialAnswer, { words }: Decoy): void {
  const isSecret = !words.some((word) => repeats(answer.text, word));
  findings.check("error-secrecy", isSecret, `the text of a ${answer.status} repeats a part of the payload`);
}
