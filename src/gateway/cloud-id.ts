import { SecretText } from "../domain/secret-text.js";

/** Whose identity is proven, and to which STS the proof is addressed. */
export interface CloudIdSigner {
  /** The credentials of the moment; asked for each proof, because they may expire. */
  readonly credentials: () => Promise<{
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  }>;
  /** URL of the STS API that the gateway is to ask, such as `https://sts.amazonaws.com/`. */
  readonly stsUrl: string;
  /** Region that the signature is scoped to: `us-east-1` for the global STS host. */
  readonly region: string;
  readonly now: () => Date;
}

const BODY = "Action=GetCallerIdentity&Version=2011-06-15";

/**
 * Makes the gateway's `cloud-id`: a signed GetCallerIdentity request, which the gateway sends to STS to learn who the
 * caller is. The signature covers host and body, so it proves the identity and gives no access to anything; it is
 * good for a quarter of an hour, and therefore a secret.
 */
export async function signedCloudId(signer: CloudIdSigner): Promise<SecretText> {
  const [{ SignatureV4 }, { Sha256 }] = await Promise.all([
    import("@smithy/signature-v4"),
    import("@aws-crypto/sha256-js"),
  ]);
  const url = new URL(signer.stsUrl);
  const signing = new SignatureV4({
    service: "sts",
    region: signer.region,
    credentials: await signer.credentials(),
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signing.sign(
    {
      method: "POST",
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port === "" ? {} : { port: Number(url.port) }),
      path: url.pathname,
      query: {},
      headers: {
        "Content-Length": String(BODY.length),
        "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
        Host: url.host,
      },
      body: BODY,
    },
    { signingDate: signer.now() },
  );
  const headers = Object.entries(signed.headers).map(([name, value]) => [wireName(name), [value]]);
  const envelope = {
    sts_request_method: "POST",
    sts_request_url: base64(url.href),
    sts_request_body: base64(BODY),
    sts_request_headers: base64(JSON.stringify(Object.fromEntries(headers))),
  };
  return new SecretText(base64(JSON.stringify(envelope)));
}

/** Header names as the gateway's own clients write them: `X-Amz-Date`. */
function wireName(name: string): string {
  return name
    .toLowerCase()
    .replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
