import { createDeployerAws, type DeployerAws } from "../../../src/aws/index.js";
import { SecretText } from "../../../src/domain/secret-text.js";
import { systemClock } from "../../../src/domain/system-clock.js";
import { createGateway, type Gateway, type GatewayLogin, signedCloudId } from "../../../src/gateway/index.js";
import type { SandboxAws } from "../../../src/sandbox/aws/sandbox-aws.js";
import { startSandboxAws } from "../../../src/sandbox/aws/start.js";
import type { SandboxGateway, SandboxGatewayOptions } from "../../../src/sandbox/gateway/sandbox-gateway.js";
import { startSandboxGateway } from "../../../src/sandbox/gateway/start.js";
import { SandboxClock } from "../../../src/sandbox/sandbox-clock.js";

/** The local gateway and the local IAM/STS, and our clients of both. */
export interface SandboxWorld {
  readonly time: SandboxClock;
  readonly sandboxAws: SandboxAws;
  readonly sandboxGateway: SandboxGateway;
  readonly aws: DeployerAws;
  readonly gateway: Gateway;
  /** Another client of the same gateway, which logs in so. */
  gatewayAs(login: GatewayLogin): Gateway;
  close(): Promise<void>;
}

const AWS_VARIABLES = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"];

/** Starts them. The deployer's credentials are put into the environment, where the SDK's chain finds them. */
export async function sandboxWorld(
  setUp: Pick<SandboxGatewayOptions, "accountRules" | "customIntervals"> = {},
): Promise<SandboxWorld> {
  const time = new SandboxClock();
  const sandboxAws = await startSandboxAws({ clock: time });
  const sandboxGateway = await startSandboxGateway({
    ...setUp,
    clock: time,
    aws: { url: sandboxAws.url, identity: sandboxAws.gatewayIdentity },
  });
  const before = AWS_VARIABLES.map((name) => [name, process.env[name]] as const);
  for (const name of AWS_VARIABLES) delete process.env[name];
  process.env.AWS_ACCESS_KEY_ID = sandboxAws.deployer.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = sandboxAws.deployer.secretAccessKey;
  const aws = createDeployerAws(
    {
      region: "eu-west-1",
      profile: null,
      assumeRoleArn: null,
      assumeRoleExternalId: null,
      iamEndpoint: sandboxAws.url,
      stsEndpoint: sandboxAws.url,
      regionalSts: false,
      userAgent: ["latchkey", "9.9.9"],
    },
    () => {},
  );
  const gatewayAs = (login: GatewayLogin) =>
    createGateway(
      { url: sandboxGateway.url, login, requestTimeoutMs: 20_000, userAgent: "latchkey/9.9.9" },
      {
        clock: systemClock,
        note: () => {},
        awsArn: async () => (await aws.sts.callerIdentity()).arn,
        cloudId: async () => signedCloudId({ ...(await aws.sts.signer()), now: () => systemClock.now() }),
      },
    );
  const { accessId, accessKey } = sandboxGateway.admin;
  return {
    time,
    sandboxAws,
    sandboxGateway,
    aws,
    gateway: gatewayAs({ kind: "access_key", accessId, accessKey: new SecretText(accessKey) }),
    gatewayAs,
    async close() {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      await sandboxGateway.close();
      await sandboxAws.close();
    },
  };
}
