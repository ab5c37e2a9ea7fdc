import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { startSandboxAws } from "../../../src/sandbox/aws/start.js";
import { startSandboxGateway } from "../../../src/sandbox/gateway/start.js";
import { SandboxClock } from "../../../src/sandbox/sandbox-clock.js";
import { GatewayAdministrator } from "../gateway/administrator.js";

/**
 * A gateway as a process, for `mortal-gateway.ts`: on the port, with the administrator and with the static secrets that
 * its file names, so that one which is started after another was killed takes its place.
 */
async function main(): Promise<void> {
  const { port, admin, secrets } = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
  const clock = new SandboxClock();
  const aws = await startSandboxAws({ clock });
  const gateway = await startSandboxGateway({
    clock,
    admin,
    aws: { url: aws.url, identity: aws.gatewayIdentity },
  });
  const administrator = new GatewayAdministrator(gateway);
  for (const [name, value] of Object.entries(secrets)) {
    await administrator.run("create-secret", { name, value, format: "json" });
  }
  // Whoever comes before it has its secrets finds no gateway, and none that knows nothing.
  const front = createServer((caller) => {
    const inner = connect(Number(new URL(gateway.url).port), "127.0.0.1");
    for (const side of [caller, inner]) {
      side.on("error", () => {
        caller.destroy();
        inner.destroy();
      });
    }
    caller.pipe(inner).pipe(caller);
  });
  await once(front.listen(port, "127.0.0.1"), "listening");
  process.stdout.write("ready\n");
}

void main();
