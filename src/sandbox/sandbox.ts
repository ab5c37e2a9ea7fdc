import type { Propagation, SandboxAws } from "./aws/sandbox-aws.js";
import { startSandboxAws } from "./aws/start.js";
import { startControlServer } from "./control-server.js";
import type { SandboxGateway } from "./gateway/sandbox-gateway.js";
import { startSandboxGateway } from "./gateway/start.js";
import { SandboxClock } from "./sandbox-clock.js";

/** The region that the sandbox plays. */
const REGION = "us-east-1";

export interface SandboxOptions {
  /** Port of the local IAM/STS. Default: 0, a free one. */
  readonly awsPort?: number;
  /** Port of the local gateway. Default: 0, a free one. */
  readonly gatewayPort?: number;
  /** Port of the control server. Default: 0, a free one. */
  readonly controlPort?: number;
  /** How fast changes of IAM become visible. Default: at once. */
  readonly propagation?: Partial<Propagation>;
  /** What a rotation does with a replaced key that the gateway did not make itself. Default: delete. */
  readonly foreignKeys?: "delete" | "leave";
  /** Minutes for which a gateway token lives. Default: 60. */
  readonly tokenTtlMinutes?: number;
}

/** A gateway and an AWS account of one's own, on loopback, with one clock. */
export interface Sandbox {
  readonly clock: SandboxClock;
  readonly aws: SandboxAws;
  readonly gateway: SandboxGateway;
  /** Where the sandbox is watched and its clock is moved; see {@link startControlServer}. */
  readonly controlUrl: string;
  /** What Terraform, the AWS SDKs and the provider need to find the sandbox and to be its administrators. */
  readonly environment: Readonly<Record<string, string>>;
  /** Every secret that either side ever issued or stored. For canary scans. */
  issuedSecrets(): readonly string[];
  close(): Promise<void>;
}

/** Starts the local IAM/STS, the local gateway that uses it, and the control server, all on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = "127.0.0.1";
  const clock = new SandboxClock();
  const running: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const part of running.splice(0).reverse()) await part.close();
  };
  try {
    const aws = await startSandboxAws({
      clock,
      host,
      port: options.awsPort ?? 0,
      ...(options.propagation && { propagation: options.propagation }),
    });
    running.push(aws);
    const gateway = await startSandboxGateway({
      clock,
      host,
      port: options.gatewayPort ?? 0,
      aws: { url: aws.url, identity: aws.gatewayIdentity },
      ...(options.foreignKeys && { foreignKeys: options.foreignKeys }),
      ...(options.tokenTtlMinutes !== undefined && { tokenTtlMinutes: options.tokenTtlMinutes }),
    });
    running.push(gateway);
    const control = await startControlServer({ clock, aws, gateway }, host, options.controlPort ?? 0);
    running.push(control);
    return {
      clock,
      aws,
      gateway,
      controlUrl: control.url,
      environment: {
        AWS_ENDPOINT_URL: aws.url,
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: aws.deployer.accessKeyId,
        AWS_SECRET_ACCESS_KEY: aws.deployer.secretAccessKey,
        AKEYLESS_GATEWAY: gateway.url,
        AKEYLESS_ACCESS_ID: gateway.admin.accessId,
        AKEYLESS_ACCESS_KEY: gateway.admin.accessKey,
      },
      issuedSecrets: () => [...new Set([...aws.issuedSecrets(), ...gateway.issuedSecrets()])],
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
