import { SecretSearch } from "../disguise/secret-search.js";
import { isRecord } from "../domain/is-record.js";
import { secretsInPayload } from "./decoy.js";
import type { TrialAnswer } from "./endpoint.js";
import type { PlayedGateway } from "./played-gateway.js";

const DRY_RUN = { input: "", client_info: { access_id: "p-custom", sub_claims: {} } };

/** Has a dry run made twice, and ended, as the gateway does when a dynamic secret is made or changed. */
export async function tryDryRun(gateway: PlayedGateway, payload: string): Promise<void> {
  const { findings } = gateway;
  const ids: unknown[] = [];
  for (let time = 0; time < 2; time++) {
    const made = await gateway.create(payload, DRY_RUN);
    if (!made) return;
    const { id, response } = made.object ?? {};
    const seen = made.status === 200 ? "its answer has no id or no response" : `it answers ${made.status}`;
    const isMade = typeof id === "string" && isRecord(response);
    if (!findings.check("dry-run", made.status === 200 && isMade, seen)) return;
    ids.push(id);
    const ended = await gateway.revoke(payload, [String(id)]);
    const isEnded = ended?.status === 200 && revokedOf(ended).includes(id);
    findings.check(
      "dry-run-revoked",
      isEnded,
      ended?.status === 200 ? "its id is not listed" : statusSeen(ended),
    );
  }
  findings.check("dry-run-makes-nothing", ids[0] === ids[1], "two dry runs have different ids");
}

/** Has credentials made, one after the other and at the same time. @returns ids that can be ended */
export async function tryCreating(gateway: PlayedGateway, payload: string): Promise<readonly string[]> {
  const { findings } = gateway;
  const first = await firstOf(gateway, payload);
  if (!first || !isCredential(gateway, first)) return [];
  const hidden = secretsInPayload(payload);
  const search = new SecretSearch(hidden.map((secret) => ({ label: "payload", secret })));
  const isSecret = search.find(Buffer.from(first.text)).length === 0;
  if (hidden.length > 0)
    findings.check("response-secrecy", isSecret, "the answer repeats a part of the payload");
  else findings.skip("there is no secret in the payload", "response-secrecy");

  const empty = await gateway.create(payload, { input: "" });
  findings.check("empty-input", empty?.status === 200, statusSeen(empty));
  const known = {
    client_info: { access_id: "p-trial", sub_claims: {}, a_later_field: true },
    a_later_field: 1,
  };
  const more = await gateway.create(payload, known);
  findings.check("unknown-fields", more?.status === 200, statusSeen(more));

  const both = await Promise.all([gateway.create(payload), gateway.create(payload)]);
  const ids = [first, empty, more, ...both].map((made) => made?.object?.id);
  const texts = ids.filter((id): id is string => typeof id === "string");
  findings.check("ids-differ", new Set(texts).size === texts.length, "two credentials have the same id");
  return [...new Set(texts)];
}

/** The first credential. Where no input was given, one that is refused may be refused for that alone. */
async function firstOf(gateway: PlayedGateway, payload: string): Promise<TrialAnswer | undefined> {
  const first = await gateway.create(payload);
  if (!first || first.status === 200 || gateway.input !== "") return first;
  const withObject = await gateway.create(payload, { input: {} });
  if (withObject?.status !== 200) return first;
  gateway.findings.check("empty-input", false, statusSeen(first));
  gateway.input = {};
  return withObject;
}

function isCredential({ findings }: PlayedGateway, made: TrialAnswer): boolean {
  if (!findings.check("create-200", made.status === 200, `it answers ${made.status}`)) return false;
  if (!findings.check("create-json", made.object !== undefined, "its answer is no JSON object")) return false;
  const { id, response } = made.object ?? {};
  const isText = typeof id === "string" && id !== "";
  findings.check("id-text", isText, id === "" ? "it is empty" : `it is ${kindOf(id)}`);
  findings.check("response-object", isRecord(response), `it is ${kindOf(response)}`);
  return isText;
}

/** What `revoked` lists. */
export function revokedOf(answer: TrialAnswer | undefined): readonly unknown[] {
  const { revoked } = answer?.object ?? {};
  return Array.isArray(revoked) ? revoked : [];
}

/** A status, or that there is none. */
export function statusSeen(answer: TrialAnswer | undefined): string {
  return answer ? `it answers ${answer.status}` : "it does not answer";
}

function kindOf(value: unknown): string {
  if (value === undefined) return "not there";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
