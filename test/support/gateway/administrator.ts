import type { SandboxGateway } from "../../../src/sandbox/gateway/sandbox-gateway.js";

/** What a role lets its callers do below a path. */
export interface Rule {
  readonly path: string;
  readonly type: "item-rule" | "target-rule";
  readonly may: readonly ("read" | "list")[];
}

/** The administrator of a local gateway, with plain requests: for what the product never does. */
export class GatewayAdministrator {
  constructor(private readonly gateway: Pick<SandboxGateway, "url" | "admin">) {}

  /** Runs a command of the API. */
  async run(command: string, fields: object): Promise<Record<string, unknown>> {
    const { accessId, accessKey } = this.gateway.admin;
    const { token } = await this.#post("auth", { "access-id": accessId, "access-key": accessKey });
    return this.#post(command, { ...fields, token });
  }

  /** An access id that may do what these rules say, and nothing else. */
  async limited(name: string, rules: readonly Rule[]): Promise<{ accessId: string; accessKey: string }> {
    const method = await this.run("auth-method-create-api-key", { name });
    await this.run("create-role", { name });
    await this.run("assoc-role-am", { "role-name": name, "am-name": name });
    for (const { path, type, may } of rules) {
      await this.run("set-role-rule", { "role-name": name, path, capability: may, "rule-type": type });
    }
    return { accessId: String(method.access_id), accessKey: String(method.access_key) };
  }

  async #post(command: string, body: object): Promise<Record<string, unknown>> {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${this.gateway.url}/${command}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${command} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  }
}
