import type { SandboxGateway } from "../../../src/sandbox/gateway/sandbox-gateway.js";

/** A credential as the gateway issues it. */
export interface Issued {
  readonly id: string;
  readonly access_key_id: string;
}

/** Asks the local gateway for credentials, as any program of an administrator would. */
export class Requests {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async asAdmin({ url, admin }: SandboxGateway): Promise<Requests> {
    const login = { "access-id": admin.accessId, "access-key": admin.accessKey };
    const { token } = await post<{ token: string }>(`${url}/auth`, login);
    return new Requests(url, token);
  }

  /** The paths of the producers that make temporary users. */
  async temporaryUserProducers(): Promise<string[]> {
    const { producers } = await this.#ask<{
      producers: { dynamic_secret_name: string; aws_access_mode: string }[];
    }>("dynamic-secret-list", {});
    return producers
      .filter(({ aws_access_mode }) => aws_access_mode === "iam_user")
      .map(({ dynamic_secret_name }) => dynamic_secret_name);
  }

  issue(name: string): Promise<Issued> {
    return this.#ask("dynamic-secret-get-value", { name });
  }

  async revoke(name: string, id: string): Promise<void> {
    await this.#ask("dynamic-secret-tmp-creds-delete", { name, "tmp-creds-id": id });
  }

  #ask<T>(command: string, body: object): Promise<T> {
    return post(`${this.url}/${command}`, { ...body, token: this.token });
  }
}

async function post<T>(url: string, body: object): Promise<T> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text);
}
