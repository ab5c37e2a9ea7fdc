import { readFileSync } from "node:fs";
import { createDeployerAws, type DeployerAws } from "../../../src/aws/index.js";
import { type AwsCall, type AwsReply, type QueryServer, queryServer } from "./query-server.js";

export const AMBIENT = {
  AWS_ACCESS_KEY_ID: "AKIAAMBIENTAMBIENT00",
  AWS_SECRET_ACCESS_KEY: "the-ambient-secret-access-key",
  AWS_SESSION_TOKEN: "the-ambient-session-token",
  AWS_CONFIG_FILE: "/nonexistent/config",
  AWS_SHARED_CREDENTIALS_FILE: "/nonexistent/credentials",
  AWS_EC2_METADATA_DISABLED: "true",
};

export interface Bench {
  readonly aws: DeployerAws;
  readonly server: QueryServer;
  readonly warnings: readonly string[];
}

/**
 * Jest gives each test file an Error of its own, and the SDK takes an error of Node's network modules for none and
 * wraps it, which hides its code. Here both are the same, as they are outside of Jest.
 */
globalThis.Error = nodeErrorClass();

function nodeErrorClass(): ErrorConstructor {
  try {
    readFileSync("/nonexistent/file");
  } catch (error) {
    return (error as Error).constructor as ErrorConstructor;
  }
  throw new Error("a file that does not exist could be read");
}

const running: QueryServer[] = [];

/** The deployer in front of a scripted IAM and STS, with known credentials in the environment. */
export async function deployerOf(
  script: (call: AwsCall, count: number) => AwsReply,
  settings: Partial<Parameters<typeof createDeployerAws>[0]> = {},
  environment: NodeJS.ProcessEnv = AMBIENT,
): Promise<Bench> {
  const server = await queryServer(script);
  running.push(server);
  jest.replaceProperty(process, "env", { ...environment });
  const warnings: string[] = [];
  const aws = createDeployerAws(
    {
      region: "eu-west-1",
      profile: null,
      assumeRoleArn: null,
      assumeRoleExternalId: null,
      iamEndpoint: server.url,
      stsEndpoint: server.url,
      regionalSts: false,
      userAgent: ["latchkey", "9.9.9"],
      containerRetries: 0,
      ...settings,
    },
    (message) => warnings.push(message),
  );
  return { aws, server, warnings };
}

/** For `afterEach`. */
export async function closeBenches(): Promise<void> {
  jest.restoreAllMocks();
  await Promise.all(running.splice(0).map((server) => server.close()));
}
