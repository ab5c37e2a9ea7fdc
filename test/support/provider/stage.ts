import type { Clock } from "../../../src/domain/clock.js";
import { makingMark } from "../../../src/domain/making-mark.js";
import { systemClock } from "../../../src/domain/system-clock.js";
import { createProviderServer, type ProviderServer } from "../../../src/engine/index.js";
import { latchkey } from "../../../src/provider/provider.js";
import { ThisProcess } from "../../../src/wiring/index.js";
import { inAnotherYear } from "../engine/another-year.js";
import { RecordingLogger } from "../engine/recording-logger.js";
import { type Outcome, TerraformModel } from "../engine/terraform-model.js";
import { type SandboxWorld, sandboxWorld } from "../gateway/sandbox-world.js";

/** Waits of the provider are over at once; time goes on as it really does. */
const impatient: Clock = {
  now: () => new Date(),
  sleep: async (_, signal) => signal?.throwIfAborted(),
  random: () => 0.5,
};

/** Waits of the provider take a hundredth of their time, for tests of two who wait for each other. */
export const hasty: Clock = {
  ...impatient,
  sleep: (ms, signal) => systemClock.sleep(ms / 100, signal),
};

export interface Stage extends SandboxWorld {
  readonly log: RecordingLogger;
  /** A provider process, as Terraform starts one for each provider block. */
  provider(clock?: Clock): ProviderServer;
  /** A Terraform with one object of this type, on a provider process of its own unless one is given. */
  terraform(typeName: string, provider?: ProviderServer): Promise<TerraformModel>;
  /** The commands that the gateway carried out or answered since this was last called. */
  commands(): string[];
}

/** The provider as Terraform starts it, in front of the local gateway and the local IAM/STS. */
export async function stage(...setUp: Parameters<typeof sandboxWorld>): Promise<Stage> {
  const world = await sandboxWorld(...setUp);
  const log = new RecordingLogger();
  let seen = 0;
  const provider = (clock = impatient) => {
    const { accessId, accessKey } = world.sandboxGateway.admin;
    const env = {
      LATCHKEY_GATEWAY_URL: world.sandboxGateway.url,
      LATCHKEY_ACCESS_ID: accessId,
      LATCHKEY_ACCESS_KEY: accessKey,
      AWS_ENDPOINT_URL: world.sandboxAws.url,
      LATCHKEY_KEY_SETTLE_SECONDS: "0",
    };
    return createProviderServer(latchkey(env, clock, new ThisProcess(clock, clock.now())), {
      log,
      clock,
      rerun: inAnotherYear,
    });
  };
  return {
    ...world,
    log,
    provider,
    async terraform(typeName, process = provider()) {
      const terraform = new TerraformModel(process, typeName);
      await terraform.configure();
      return terraform;
    },
    commands() {
      const all = world.sandboxGateway.calls();
      const fresh = all.slice(seen).map(({ command }) => command);
      seen = all.length;
      return fresh.filter((command) => command !== "auth");
    },
  };
}

export const done = (action: Outcome["action"]): Outcome => ({ diagnostics: [], complaints: [], action });

/** What a run leaves on an object that was ended in the middle of its create, a minute ago. */
export function leftMark(): string {
  return makingMark(new Date(Date.now() - 60_000), "0123456789abcdef", 1);
}

/** The outcome of an apply that took over what an earlier run had left, which a person is told. */
export const takenOver: Outcome = {
  diagnostics: [
    {
      severity: "warning",
      summary: "Unfinished object taken over",
      detail: expect.stringContaining("is managed from now on") as unknown as string,
    },
  ],
  complaints: [],
  action: "create",
};

/** The one error of an outcome, as a person sees it. */
export function errorOf(outcome: Outcome): string {
  expect(outcome.complaints).toEqual([]);
  const errors = outcome.diagnostics.filter(({ severity }) => severity === "error");
  expect(errors).toHaveLength(1);
  const [error] = errors;
  return `${error?.summary}\n${error?.detail}`;
}
