import type { SandboxGateway } from "../../../src/sandbox/gateway/sandbox-gateway.js";

/** A person at the gateway's console, over HTTP and with none of the product's code. */
export class GatewayConsole {
  constructor(readonly gateway: SandboxGateway) {}

  /** What a command answers; rejects with its error. */
  async run<T = Record<string, unknown>>(command: string, fields: object): Promise<T> {
    const { accessId, accessKey } = this.gateway.admin;
    const login = { "access-id": accessId, "access-key": accessKey };
    // Days may have gone by since the last login.
    const { token } = await this.#post<{ token: string }>("auth", login);
    return this.#post<T>(command, { ...fields, token });
  }

  /** The fields of a static secret's JSON, as its readers get them. @param version default: the newest */
  async value(path: string, version?: number): Promise<Readonly<Record<string, string>>> {
    const answer = await this.run<Record<string, string>>("get-secret-value", { names: [path], version });
    return JSON.parse(answer[path] ?? "{}");
  }

  /** Paths of all items. */
  async paths(): Promise<readonly string[]> {
    const { items = [] } = await this.run<{ items?: { item_name: string }[] }>("list-items", {});
    return items.map(({ item_name }) => item_name);
  }

  /** The tags of an item. */
  async tags(name: string): Promise<readonly string[]> {
    const { item_tags } = await this.run<{ item_tags: string[] | null }>("describe-item", { name });
    return item_tags ?? [];
  }

  async #post<T>(command: string, body: object): Promise<T> {
    const answer = await fetch(`${this.gateway.url}/${command}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${command} answered ${answer.status}: ${await answer.text()}`);
    return answer.json() as Promise<T>;
  }
}
