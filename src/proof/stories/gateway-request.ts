import type { Sandbox } from "../../sandbox/sandbox.js";

/**
 * Has the sandbox's gateway carry out a command for its administrator, by plain requests: for what the product never
 * asks.
 */
export async function askGateway(
  { gateway: { url, admin } }: Sandbox,
  command: string,
  fields: object,
): Promise<Readonly<Record<string, unknown>>> {
  const { token } = await post(`${url}/auth`, {
    "access-id": admin.accessId,
    "access-key": admin.accessKey,
  });
  return post(`${url}/${command}`, { ...fields, token });
}

async function post(url: string, body: object): Promise<Readonly<Record<string, unknown>>> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  return (await answer.json()) as Readonly<Record<string, unknown>>;
}
