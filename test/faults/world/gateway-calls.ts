/** Where and as whom a person works in the gateway. */
export interface GatewayConsole {
  readonly gatewayUrl: string;
  readonly gateway: { readonly accessId: string; readonly accessKey: string };
}

/** The calls of a person at the console of the gateway. */
export class GatewayCalls {
  readonly #console: GatewayConsole;
  #token: string | undefined;
  /** How many there have been. */
  count = 0;

  constructor(console: GatewayConsole) {
    this.#console = console;
  }

  /** Logs in once more where days have gone by since. */
  async run(command: string, fields: object): Promise<unknown> {
    const isFresh = this.#token === undefined;
    try {
      return await this.#commandAs(command, fields);
    } catch (error) {
      if (isFresh || !String(error).includes("access token has expired")) throw error;
      this.#token = undefined;
      return this.#commandAs(command, fields);
    }
  }

  async #commandAs(command: string, fields: object): Promise<unknown> {
    if (this.#token === undefined) {
      const { accessId, accessKey } = this.#console.gateway;
      const login = await this.#post("auth", { "access-id": accessId, "access-key": accessKey });
      this.#token = (login as { readonly token: string }).token;
    }
    return this.#post(command, { ...fields, token: this.#token });
  }

  async #post(command: string, body: object): Promise<unknown> {
    this.count += 1;
    const answer = await fetch(`${this.#console.gatewayUrl}/${command}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${command} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }
}
