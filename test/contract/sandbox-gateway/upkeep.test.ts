import { startSandboxGateway } from "../../../src/sandbox/gateway/start.js";
import { SandboxClock } from "../../../src/sandbox/sandbox-clock.js";
import { apiAt, send } from "./sandbox.js";

test("does what is due by itself as time goes by, and keeps no process alive for it", async () => {
  jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask", "performance", "hrtime"] });
  const gateway = await startSandboxGateway({
    clock: new SandboxClock(),
    aws: { url: "http://127.0.0.1:9", identity: { accessKeyId: "AKIANOBODY", secretAccessKey: "none" } },
  });
  try {
    const api = apiAt(gateway.url);
    const { accessId, accessKey } = gateway.admin;
    const { token } = await send<{ token: string }>(api, "Auth", {
      "access-id": accessId,
      "access-key": accessKey,
    });
    const target = { token, name: "/aws", "access-key-id": "AKIA", "access-key": "s" };
    await send(api, "TargetCreateAws", target);
    await send(api, "RotatedSecretCreateAws", {
      token,
      name: "/rotator",
      "target-name": "/aws",
      "rotator-type": "target",
      "auto-rotate": "true",
      "rotation-interval": "1",
    });
    await send(api, "TargetDelete", { token, name: "/aws", "force-deletion": true });

    expect(gateway.events()).toEqual([]);
    await jest.advanceTimersByTimeAsync(2 * 86_400_000);
    expect(gateway.events()[0]).toMatchObject({ kind: "rotation-failed", name: "/rotator" });
  } finally {
    jest.useRealTimers();
    await gateway.close();
  }
});

test("fails to start on a port that is taken", async () => {
  const options = {
    clock: new SandboxClock(),
    aws: { url: "http://127.0.0.1:9", identity: { accessKeyId: "AKIANOBODY", secretAccessKey: "none" } },
  };
  const first = await startSandboxGateway(options);
  const port = Number(new URL(first.url).port);
  await expect(startSandboxGateway({ ...options, port })).rejects.toMatchObject({
    code: "SANDBOX_PORT_TAKEN",
  });
  await first.close();
});
