import { request } from "node:http";
import { XMLParser } from "fast-xml-parser";
import { notAuthenticated } from "../refusal.js";

const EXPECTED_BODY = "Action=GetCallerIdentity&Version=2011-06-15";
const STS_HOST = /^sts(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/;

/** Who signed a cloud id, as STS says. */
export interface CloudIdentity {
  readonly account: string;
  readonly arn: string;
  /** `AIDA…` of a user; `AROA…:session` of a role. */
  readonly userId: string;
}

interface SignedRequest {
  readonly path: string;
  readonly headers: Record<string, string>;
}

/**
 * Verifies an AWS cloud id: a GetCallerIdentity request that the caller has signed and the gateway sends on. The
 * signature is judged by STS alone. The request is sent unmodified, except that it goes to `stsUrl`.
 * Throws 401 when it is not such a request or STS does not accept it.
 */
export async function verifiedCloudId(cloudId: string, stsUrl: string): Promise<CloudIdentity> {
  const signed = decoded(cloudId, new URL(stsUrl).host);
  const { status, text } = await sent(signed, new URL(stsUrl));
  if (status !== 200) throw notAuthenticated("the cloud identity was not accepted by STS");
  const parsed = new XMLParser({ parseTagValue: false, ignoreAttributes: true }).parse(text) as {
    GetCallerIdentityResponse?: { GetCallerIdentityResult?: Record<string, string> };
  };
  const result = parsed.GetCallerIdentityResponse?.GetCallerIdentityResult;
  if (!result?.Account || !result.Arn || !result.UserId) {
    throw notAuthenticated("the cloud identity was not accepted by STS");
  }
  return { account: result.Account, arn: result.Arn, userId: result.UserId };
}

/** What is secret within a cloud id: the signature, the session's token, and the headers that hold both. */
export function textsInCloudId(cloudId: string): readonly string[] {
  try {
    const { sts_request_headers: encoded } = JSON.parse(fromBase64(cloudId)) as Record<string, string>;
    if (encoded === undefined) return [];
    const headers = fromBase64(encoded);
    const values = new Map(
      Object.entries(JSON.parse(headers) as Record<string, string | string[]>).map(([name, value]) => [
        name.toLowerCase(),
        String(value),
      ]),
    );
    const signature = /Signature=([0-9a-f]{64})/.exec(values.get("authorization") ?? "")?.[1];
    return [encoded, headers, signature ?? "", values.get("x-amz-security-token") ?? ""];
  } catch {
    // A login refuses what is no such request.
    return [];
  }
}

/** Takes the envelope apart and refuses whatever is not exactly a GetCallerIdentity request to STS. */
function decoded(cloudId: string, ownHost: string): SignedRequest {
  try {
    const envelope = JSON.parse(fromBase64(cloudId)) as Record<string, string>;
    const url = new URL(fromBase64(envelope.sts_request_url ?? ""));
    const entries = Object.entries(JSON.parse(fromBase64(envelope.sts_request_headers ?? "")) as object).map(
      ([name, value]) => [name.toLowerCase(), String(Array.isArray(value) ? value[0] : value)] as const,
    );
    const headers = Object.fromEntries(entries);
    if (envelope.sts_request_method !== "POST") throw new Error("method");
    if (fromBase64(envelope.sts_request_body ?? "") !== EXPECTED_BODY) throw new Error("body");
    if (!isSts(url.host, ownHost) || url.pathname !== "/" || url.search !== "") throw new Error("url");
    if (headers.host !== undefined && !isSts(headers.host, ownHost)) throw new Error("host");
    return { path: url.pathname, headers: { host: url.host, ...headers } };
  } catch {
    throw notAuthenticated("the cloud identity is not a signed GetCallerIdentity request");
  }
}

function isSts(host: string, ownHost: string): boolean {
  return host === ownHost || STS_HOST.test(host.replace(/:443$/, ""));
}

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}

function sent(signed: SignedRequest, sts: URL): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: sts.hostname,
        port: sts.port,
        path: signed.path,
        method: "POST",
        headers: signed.headers,
        timeout: 10_000,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
        answer.on("error", reject);
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error("STS did not answer")));
    outgoing.on("error", reject);
    outgoing.end(EXPECTED_BODY);
  });
}
