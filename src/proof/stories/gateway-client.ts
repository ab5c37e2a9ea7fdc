import type { Clock } from "../../domain/clock.js";
import { packageVersion } from "../../domain/package-root.js";
import { SecretText } from "../../domain/secret-text.js";
import { createGateway } from "../../gateway/index.js";
import type { Sandbox } from "../../sandbox/sandbox.js";

/** A client of the sandbox's gateway, with the login of its administrator. */
export function gatewayClient({ gateway }: Sandbox, clock: Clock): ReturnType<typeof createGateway> {
  return createGateway(
    {
      url: gateway.url,
      login: {
        kind: "access_key",
        accessId: gateway.admin.accessId,
        accessKey: new SecretText(gateway.admin.accessKey),
      },
      requestTimeoutMs: 60_000,
      userAgent: `latchkey/${packageVersion()}`,
    },
    { clock, cloudId: () => Promise.reject(new Error("not used by this login")), note: () => {} },
  );
}
