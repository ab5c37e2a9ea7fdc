import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { Fault } from "../../errors/fault.js";
import type { Gateway } from "../../gateway/index.js";

/** An update that would replace a version of another writer's, with what the gateway tells of that one. */
export async function versionUnseen(
  {
    plan: { name },
    client: { gateway },
  }: { readonly plan: { readonly name: string }; readonly client: { readonly gateway: Gateway } },
  known: number,
  newest: number,
): Promise<Fault> {
  const path = normalizedGatewayPath(name);
  const written = await gateway.staticSecrets.newest(path).catch(() => undefined);
  const is = written?.version ?? newest;
  const by = written?.accessId ? ` by ${written.accessId}` : "";
  const at = written?.writtenAt ? ` at ${written.writtenAt}` : "";
  return new Fault("SECRET_VERSION_UNSEEN", {
    doing: `giving static secret ${JSON.stringify(path)} a new value`,
    seen: `it is at version ${is}${by || at ? `, written${by}${at}` : ""}, and version ${known} was to be replaced`,
    state: "The value was left alone; nothing of it was overwritten.",
    attribute: "value_wo_version",
    advice: `Look at what is there (latchkey get ${path} --json). To replace it all the same, set over_version = ${is}; to keep it, set value_wo_version back to what it was.`,
  });
}
