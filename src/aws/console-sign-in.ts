import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isRecord } from "../domain/is-record.js";
import { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import { agents } from "../net/agents.js";
import { obstacleFault, obstacleOf } from "../net/obstacle.js";
import type { ExplicitCredentials } from "./deployer-sts.js";
import type { AwsSettings } from "./settings.js";

const PATIENCE_MS = 30_000;
/** Characters; a token has some thousand. */
const LARGEST_ANSWER = 64 * 1024;

/** Where the console of a partition is, by the beginning of its ARNs. Source: AWS's regions and endpoints. */
const CONSOLES: { readonly [partition: string]: { readonly signIn: string; readonly console: string } } = {
  aws: { signIn: "signin.aws.amazon.com", console: "https://console.aws.amazon.com/" },
  "aws-cn": { signIn: "signin.amazonaws.cn", console: "https://console.amazonaws.cn/" },
  "aws-us-gov": {
    signIn: "signin.amazonaws-us-gov.com",
    console: "https://console.amazonaws-us-gov.com/",
  },
};

function consoleOf(arn: string) {
  const { aws = { signIn: "", console: "" }, [arn.split(":")[1] ?? ""]: own } = CONSOLES;
  return own ?? aws;
}

/** Where the users of an account sign in. `arn`: any of its partition; `account`: its id or its alias. */
export function userSignInUrl(arn: string, account: string): string {
  return `https://${account}.${consoleOf(arn).signIn}/console`;
}

/** Credentials of a role, and where they are to lead. */
export interface RoleSignIn {
  readonly credentials: ExplicitCredentials & { readonly sessionToken: SecretText };
  /** The ARN of the session. */
  readonly arn: string;
  /** The page of the console that opens. Default: its first page. */
  readonly destination?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * An address that signs a browser in to the console with the credentials of a role: a secret, good for 15 minutes. The
 * console's session lasts as long as the credentials. AWS gives none for a role that was assumed as a role.
 * Source: IAM user guide, "Enable custom identity broker access to the AWS console".
 *
 * @throws Fault CONSOLE_SIGN_IN_REFUSED, AWS_UNREACHABLE, AWS_INTERRUPTED
 */
export async function roleSignInUrl(
  { signInEndpoint, userAgent }: Pick<AwsSettings, "signInEndpoint" | "userAgent">,
  { credentials, arn, destination, signal }: RoleSignIn,
): Promise<SecretText> {
  const { signIn, console } = consoleOf(arn);
  const federation = new URL("/federation", signInEndpoint ?? `https://${signIn}`);
  const asking = new URL(federation);
  asking.search = new URLSearchParams({
    Action: "getSigninToken",
    Session: JSON.stringify({
      sessionId: credentials.keyId,
      sessionKey: credentials.secret.reveal(),
      sessionToken: credentials.sessionToken.reveal(),
    }),
  }).toString();
  const SigninToken = await signInToken(asking, userAgent.join("/"), signal);
  const leading = new URL(federation);
  leading.search = new URLSearchParams({
    Action: "login",
    Issuer: "latchkey",
    Destination: destination ?? console,
    SigninToken,
  }).toString();
  return new SecretText(leading.href);
}

/** What came back. */
interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The address holds the credentials: no error that holds it gets out of here. */
async function signInToken(
  address: URL,
  userAgent: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const doing = `asking ${address.host} for a sign-in to the console`;
  const state = "No sign-in was given.";
  const deadline = AbortSignal.timeout(PATIENCE_MS);
  let answer: Answer;
  try {
    answer = await got(address, userAgent, signal ? AbortSignal.any([signal, deadline]) : deadline);
  } catch (error) {
    if (signal?.aborted) throw new Fault("AWS_INTERRUPTED", { doing, seen: "a stop was asked for", state });
    const obstacle = obstacleOf(error);
    if (obstacle) throw obstacleFault(obstacle, { doing, state, otherwise: "AWS_UNREACHABLE" });
    const seen = deadline.aborted ? `no answer within ${PATIENCE_MS / 1000} seconds` : codeOf(error);
    throw new Fault("AWS_UNREACHABLE", { doing, seen, state });
  }
  const token = answer.status === 200 ? tokenIn(answer.body) : undefined;
  if (token !== undefined) return token;
  throw new Fault("CONSOLE_SIGN_IN_REFUSED", { doing, seen: `it answered ${answer.status}`, state });
}

/** One GET, without following a redirect, which would carry the credentials on. */
async function got(address: URL, userAgent: string, signal: AbortSignal): Promise<Answer> {
  const { httpAgent, httpsAgent } = agents({ keepAlive: false, proxyPatienceMs: PATIENCE_MS / 2 });
  const headers = { accept: "application/json", "user-agent": userAgent };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked =
      address.protocol === "https:"
        ? httpsRequest(address, { agent: httpsAgent, headers, signal }, resolve)
        : httpRequest(address, { agent: httpAgent, headers, signal }, resolve);
    asked.once("error", reject).end();
  });
  let body = "";
  for await (const piece of response.setEncoding("utf8") as AsyncIterable<string>) {
    body += piece;
    if (body.length > LARGEST_ANSWER) break;
  }
  return { status: response.statusCode ?? 0, body };
}

function tokenIn(body: string): string | undefined {
  try {
    const told: unknown = JSON.parse(body);
    const token = isRecord(told) ? told.SigninToken : undefined;
    return typeof token === "string" && token !== "" ? token : undefined;
  } catch {
    return undefined;
  }
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? "no answer";
