import { SecretText } from "../../../src/domain/secret-text.js";
import { createGateway, type Gateway, type GatewayLogin } from "../../../src/gateway/index.js";
import { InstantClock } from "./instant-clock.js";
import { type Script, type ScriptedServer, scriptedServer } from "./scripted-server.js";

export const ACCESS_KEY_LOGIN: GatewayLogin = {
  kind: "access_key",
  accessId: "p-abcdef123456",
  accessKey: new SecretText("access-key-of-the-login"),
};

export interface ClientAndServer {
  readonly gateway: Gateway;
  readonly server: ScriptedServer;
  readonly clock: InstantClock;
  readonly notes: readonly string[];
  /** What a person was told to wait for. */
  readonly told: readonly string[];
}

interface Options {
  readonly login?: GatewayLogin;
  readonly requestTimeoutMs?: number;
  /** Default: 0. */
  readonly waitMs?: number;
  readonly cloudId?: () => Promise<SecretText>;
  /** What `auth` answers. Default: token t-1, t-2, … */
  readonly auth?: Script;
}

const running: ScriptedServer[] = [];

/** A client in front of a scripted server, which logs everybody in unless `auth` says otherwise. */
export async function clientOf(script: Script, options: Options = {}): Promise<ClientAndServer> {
  const auth: Script = options.auth ?? ((_, count) => ({ json: { token: `t-secret-token-${count}` } }));
  const server = await scriptedServer((request, count) =>
    (request.command === "auth" ? auth : script)(request, count),
  );
  running.push(server);
  const clock = new InstantClock();
  const notes: string[] = [];
  const told: string[] = [];
  const gateway = clientAt(`${server.url}/api/v2`, {
    ...options,
    clock,
    note: (message) => notes.push(message),
    progress: (message) => told.push(message),
  });
  return { gateway, server, clock, notes, told };
}

/** A client of whatever is at this URL. */
export function clientAt(
  url: string,
  options: Options & {
    readonly clock?: InstantClock;
    readonly note?: (message: string) => void;
    readonly progress?: (message: string) => void;
  } = {},
): Gateway {
  return createGateway(
    {
      url,
      login: options.login ?? ACCESS_KEY_LOGIN,
      requestTimeoutMs: options.requestTimeoutMs ?? 5_000,
      waitMs: options.waitMs ?? 0,
      userAgent: "latchkey/9.9.9",
    },
    {
      clock: options.clock ?? new InstantClock(),
      note: options.note ?? (() => {}),
      ...(options.progress && { progress: options.progress }),
      cloudId: options.cloudId ?? (async () => new SecretText("cloud-id-of-the-login")),
    },
  );
}

/** For `afterEach`. */
export async function closeServers(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.close()));
}

/** What is thrown; fails the test when nothing is. */
export async function thrownBy(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}
