import { adviceAgainst, denyingPolicy } from "../domain/denying-policy.js";

/** A refusal of AWS, as far as it decides what to do. */
export interface AwsRefusal {
  /** AWS's code, without "Exception". */
  readonly code: string;
  readonly message: string;
  /** What the request was signed for. */
  readonly region: string | undefined;
}

const CLOCK =
  "Set the clock of this machine: AWS takes no request whose time differs from its own by more than a few minutes.";
const RENEW =
  "Renew the session that the deployer's credentials belong to (for a profile of IAM Identity Center by `aws sso login --profile NAME`), and apply again.";

/** What to do about a refusal, where AWS's words tell more than the catalogue knows. */
export function refusalAdvice({ code, message, region = "its region" }: AwsRefusal): string | undefined {
  if (/signature (?:expired|not yet current)/i.test(message)) return CLOCK;
  if (/scoped to a valid region/i.test(message)) {
    return `What answers there is not in ${region}: let aws.region name a region of the partition that it belongs to, and for aws.sts_endpoint the very region.`;
  }
  switch (code) {
    case "AccessDenied":
    case "UnauthorizedOperation":
      return denialAdvice(message);
    case "RequestExpired":
    case "RequestTimeTooSkewed":
    case "RequestInTheFuture":
      return CLOCK;
    case "ExpiredToken":
    case "TokenRefreshRequired":
      return RENEW;
    case "RegionDisabled":
    case "OptInRequired":
      return `Enable the region ${region} in the account's settings, or let aws.region name one that is enabled.`;
    case "SignatureDoesNotMatch":
    case "InvalidSignature":
      return "The secret access key does not belong to the key id, or something on the way to AWS changes requests: give the provider the pair again, and check the endpoints, the proxy and this machine's clock.";
    case "InvalidClientTokenId":
    case "UnrecognizedClient":
      return `AWS does not know the key: it may have been deleted or made Inactive, belong to another partition than ${region}, or be of a session that a region which has to be enabled first does not take. Give the provider fresh credentials.`;
    default:
      return undefined;
  }
}

function denialAdvice(message: string): string | undefined {
  const policy = denyingPolicy(message);
  const advice = policy && adviceAgainst(policy, "the deployer");
  if (advice !== undefined) return advice;
  if (/encoded authorization failure message/i.test(message)) {
    return "AWS has said the reason in an encoded message, which is not shown here: make the same call with the AWS CLI, and read what it prints by `aws sts decode-authorization-message --encoded-message TEXT`.";
  }
  if (/\bsts:AssumeRole/.test(message)) {
    return "Both sides have to allow it: the role's trust policy must name whoever assumes it, and that identity's own policies must allow sts:AssumeRole (and its variants) on the role.";
  }
  return undefined;
}
