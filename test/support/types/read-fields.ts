import type { GatewayType } from "../../../src/types/mechanism/gateway-type.js";

/** An answer in which every field that a type reads is there and null; the kinds of auth methods are empty objects. */
export function nothingButFields(type: GatewayType): Record<string, unknown> {
  const read = new Set<string>();
  const answer = recorder(read);
  type.otherKind?.(answer as never);
  for (const { wire, tellsNothing } of Object.values(type.table.attributes)) {
    if (!tellsNothing) wire?.told?.(answer);
  }
  const whole: Record<string, unknown> = {};
  for (const path of read) {
    const steps = path.split(".");
    const last = steps.pop() ?? "";
    let at = whole;
    for (const step of steps) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at[last] ??= last.endsWith("_access_rules") ? {} : null;
  }
  return whole;
}

/** Something in which there is whatever is looked for, all the way down. */
function recorder(read: Set<string>, path = ""): object {
  const at = (step: string | symbol) => (path === "" ? String(step) : `${path}.${String(step)}`);
  return new Proxy(
    {},
    {
      getOwnPropertyDescriptor(_, step) {
        read.add(at(step));
        return { configurable: true, enumerable: true, value: undefined };
      },
      get: (_, step) => (typeof step === "symbol" ? () => at(step) : recorder(read, at(step))),
    },
  );
}
