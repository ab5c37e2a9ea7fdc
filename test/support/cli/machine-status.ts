import { main } from "../../../src/cli/main.js";
import { systemClock } from "../../../src/domain/system-clock.js";
import type { MachineLife } from "../machine/machine-life.js";
import type { Shown } from "./status-scene.js";
import { file, temporaryFolder } from "./temporary-folder.js";
import { stateText } from "./terraform-state.js";
import { watchedWorld } from "./watched-world.js";

/** Commands that hand out a value of a secret. */
const VALUES = ["GetSecretValue", "BatchGetSecretValue", "get-secret-value"];

/** `latchkey status` in front of the life of a machine user's key. */
export async function machineStatus(life: MachineLife, ...args: readonly string[]): Promise<Shown> {
  const { sandbox } = life.bench;
  const gateway = life.console?.gateway;
  const [awsCalls, gatewayCalls] = [sandbox.calls().length, gateway?.calls().length ?? 0];
  const world = watchedWorld({
    AWS_ENDPOINT_URL: sandbox.url,
    AWS_REGION: "eu-west-1",
    ...(gateway && {
      LATCHKEY_GATEWAY_URL: gateway.url,
      LATCHKEY_ACCESS_ID: gateway.admin.accessId,
      LATCHKEY_ACCESS_KEY: gateway.admin.accessKey,
    }),
  });
  const clock = { ...systemClock, now: () => life.bench.clock.now() };
  const code = await main(["status", ...args], { ...world, clock });
  const calls = [
    ...sandbox
      .calls()
      .slice(awsCalls)
      .map(({ write, action }) => ({ write, name: action })),
    ...(gateway?.calls() ?? []).slice(gatewayCalls).map(({ write, command }) => ({ write, name: command })),
  ];
  const writes = calls.filter(({ write, name }) => write || VALUES.includes(name)).map(({ name }) => name);
  return { code, ...world.printed, writes };
}

/** The flags that name a file with what Terraform keeps of the life. */
export function ofState({ model }: MachineLife): readonly string[] {
  const one = { type: "latchkey_machine_key", name: "it", attributes: model.state ?? {} };
  return ["--state", file(temporaryFolder(), "terraform.tfstate", stateText([one]))];
}
