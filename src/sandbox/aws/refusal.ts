import type { AwsError } from "./errors.js";
import { elementXml, errorXml } from "./xml.js";

/** What a refused call gets back. */
export interface RefusedReply {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const XML = { "Content-Type": "text/xml" };
const REST_XML_SERVICES = ["route53", "cloudfront"];

/**
 * An error in the words of the service that a request is signed for: clients of services that the sandbox does not
 * have can read why, too, instead of stumbling over the reply. `service` is undefined for an unsigned request.
 */
export function refusedReply(
  service: string | undefined,
  contentType: string,
  error: AwsError,
  requestId: string,
): RefusedReply {
  const { code: Code, message: Message } = error;
  if (service === "iam" || service === "sts")
    return { headers: XML, body: errorXml(service, error, requestId) };
  if (service === "s3") {
    return { headers: XML, body: elementXml("Error", { Code, Message, RequestId: requestId }) };
  }
  if (service === "ec2") {
    const body = elementXml("Response", { Errors: { Error: { Code, Message } }, RequestID: requestId });
    return { headers: XML, body };
  }
  const speaksXml =
    /xml|x-www-form-urlencoded/i.test(contentType) || REST_XML_SERVICES.includes(service ?? "");
  if (service === undefined || speaksXml) return { headers: XML, body: errorXml("iam", error, requestId) };
  return {
    headers: { "Content-Type": contentType || "application/json", "x-amzn-ErrorType": Code },
    body: JSON.stringify({ __type: Code, message: Message }),
  };
}
