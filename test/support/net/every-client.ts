import { createDeployerAws } from "../../../src/aws/index.js";
import { SecretText } from "../../../src/domain/secret-text.js";
import { Fault } from "../../../src/errors/fault.js";
import { createHcpTerraform } from "../../../src/hcp/index.js";
import { httpCallbackClient } from "../../../src/hook/index.js";
import { registryTrouble } from "../../../src/terraform/registry.js";
import { clientAt } from "../gateway/client.js";
import { InstantClock } from "../gateway/instant-clock.js";

/** How a request of a client came out: its answer was understood, or this is what a person is told. */
export type Told = "answered" | { readonly code: string; readonly text: string };

/** One client of the product, with one request that it makes. */
export interface Client {
  readonly name: string;
  /** What the request does: a `once` must never be done twice. */
  readonly kind: "read" | "once";
  /** Whether the environment may name authorities for it alone. */
  readonly isOfAws: boolean;
  /** Makes the request to this origin, such as `https://host.corp.test`. */
  ask(origin: string): Promise<Told>;
}

const SHAPE = { name: "/s", format: "text", description: null, tags: [] } as const;

/** Every client of the product that goes out. `registry` knows one host only: {@link REGISTRY}. */
export const everyClient: readonly Client[] = [
  client("the gateway, reading", "read", async (origin) => gatewayAt(origin).targets.find("/t")),
  client("the gateway, creating", "once", async (origin) =>
    gatewayAt(origin).staticSecrets.create(SHAPE, new SecretText("the-value")),
  ),
  client("IAM, reading", "read", async (origin) => awsAt(origin).iam.keys("gw"), true),
  client("IAM, creating a key", "once", async (origin) => awsAt(origin).iam.createKey("gw"), true),
  client("STS", "read", async (origin) => awsAt(origin).sts.callerIdentity(), true),
  client("HCP Terraform", "read", async (origin) => {
    const url = new URL(origin);
    const settings = { url, token: new SecretText("a-token"), userAgent: "latchkey/0" };
    const hcp = createHcpTerraform(settings, new InstantClock());
    const workspace = { organization: "acme", name: "net" };
    await hcp.stateVersions(workspace, new AbortController().signal).next();
  }),
];

/** The client of callbacks makes one attempt, and says whether another one may help. */
export function callback(origin: string) {
  const client = httpCallbackClient("latchkey/0", 5_000);
  const result = { data: { type: "task-results", attributes: { status: "passed" } } } as never;
  return client.send(new URL(`${origin}/callback`), new SecretText("the-token-of-the-run"), result);
}

export const REGISTRY = "registry.terraform.io";

/** Asks the registry, as far as it can be reached from here. */
export function registry() {
  return registryTrouble(process.env);
}

function client(
  name: string,
  kind: Client["kind"],
  work: (origin: string) => Promise<unknown>,
  isOfAws = false,
): Client {
  return {
    name,
    kind,
    isOfAws,
    async ask(origin) {
      try {
        await work(origin);
        return "answered";
      } catch (error) {
        if (!Fault.is(error)) throw error;
        return { code: error.code, text: error.message };
      }
    },
  };
}

function gatewayAt(origin: string) {
  const login = { kind: "token", token: new SecretText("t-fixed") } as const;
  return clientAt(`${origin}/api/v2`, { login, clock: new InstantClock() });
}

/** AWS at this origin, as one process knows it. */
export function awsAt(origin: string) {
  const settings = {
    region: "eu-west-1",
    profile: null,
    assumeRoleArn: null,
    assumeRoleExternalId: null,
    iamEndpoint: origin,
    stsEndpoint: origin,
    secretsManagerEndpoint: origin,
    regionalSts: false,
    userAgent: ["latchkey", "9.9.9"] as [string, string],
    requestTimeoutMs: 5_000,
    busyProxyPauseMs: 1,
  };
  return createDeployerAws(settings, () => {});
}
