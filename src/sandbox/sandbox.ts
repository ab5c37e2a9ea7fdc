import type { AccountState } from "./aws/account-state.js";
import type { Propagation, SandboxAws } from "./aws/sandbox-aws.js";
import { startSandboxAws } from "./aws/start.js";
import { startControlServer } from "./control-server.js";
import { DataFolder } from "./data/data-folder.js";
import type { GatewayState } from "./gateway/gateway-state.js";
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
  /** What plays the functions of Lambda, by name: URLs. Default: there are none. */
  readonly functions?: Readonly<Record<string, string>>;
  /** Folder in which the state survives a restart; see {@link DataFolder}. Default: nothing is kept. */
  readonly data?: string;
}

/** What is kept of a sandbox. */
interface SandboxState {
  readonly clockOffsetMs: number;
  readonly ports: { readonly aws: number; readonly gateway: number; readonly control: number };
  readonly aws: AccountState;
  readonly gateway: GatewayState;
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
  /** Rejects with a Fault when the state cannot be kept any more; from then on, no caller is answered. Never resolves. */
  readonly broken: Promise<never>;
  close(): Promise<void>;
}

/**
 * Starts the local AWS, the local gateway that uses it, and the control server, all on 127.0.0.1. With a data folder it
 * goes on where the one before has stopped, on the same ports.
 * @throws Fault SANDBOX_PORT_TAKEN, SANDBOX_DATA_IN_USE, SANDBOX_DATA_UNUSABLE
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = "127.0.0.1";
  const folder = options.data === undefined ? undefined : DataFolder.open(options.data);
  const before = folder?.before as SandboxState | undefined;
  const clock = new SandboxClock(undefined, before?.clockOffsetMs);
  const running: { close(): void | Promise<void> }[] = folder ? [folder] : [];
  const close = async () => {
    for (const part of running.splice(0).reverse()) await part.close();
  };
  let started: SandboxState["ports"] | undefined;
  let parts: { readonly aws: SandboxAws; readonly gateway: SandboxGateway } | undefined;
  let fail: (cause: unknown) => void = () => undefined;
  const broken = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  broken.catch(() => undefined);
  const changed = () => {
    if (!folder || !parts || !started) return;
    try {
      folder.save({
        clockOffsetMs: clock.offsetMs,
        ports: started,
        aws: parts.aws.state(),
        gateway: parts.gateway.state(),
      } satisfies SandboxState);
    } catch (cause) {
      fail(cause);
      throw cause;
    }
  };
  try {
    const aws = await startSandboxAws({
      clock,
      host,
      port: options.awsPort || (before?.ports.aws ?? 0),
      changed,
      ...(before && { before: before.aws }),
      ...(options.propagation && { propagation: options.propagation }),
      ...(options.functions && { functions: options.functions }),
    });
    running.push(aws);
    const gateway = await startSandboxGateway({
      clock,
      host,
      port: options.gatewayPort || (before?.ports.gateway ?? 0),
      aws: { url: aws.url, identity: aws.gatewayIdentity },
      changed,
      ...(before && { before: before.gateway }),
      ...(options.foreignKeys && { foreignKeys: options.foreignKeys }),
      ...(options.tokenTtlMinutes !== undefined && { tokenTtlMinutes: options.tokenTtlMinutes }),
    });
    running.push(gateway);
    const controlled = { clock, aws, gateway, changed };
    const control = await startControlServer(
      controlled,
      host,
      options.controlPort || (before?.ports.control ?? 0),
    );
    running.push(control);
    parts = { aws, gateway };
    started = { aws: portOf(aws.url), gateway: portOf(gateway.url), control: portOf(control.url) };
    // After all that fell due: those who do it have subscribed before.
    clock.onMoved(changed);
    changed();
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
      broken,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
