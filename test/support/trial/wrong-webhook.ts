import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What an endpoint answers. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** What a webhook by hand is asked. */
export interface Asked {
  readonly operation: string;
  // biome-ignore lint/suspicious/noExplicitAny: it is what arrived
  readonly body: any;
  readonly text: string;
  readonly creds: string | undefined;
}

/** No answer: the connection is held for ever, or closed. */
type Silence = "hold" | "hang up";

/** Answers in place of the right answer, which it may ask for. */
export type Instead = (
  asked: Asked,
  right: () => Promise<Answered>,
  webhook: HandMadeWebhook,
) => Answered | Silence | Promise<Answered | Silence>;

/** How a webhook by hand is made wrong: it changes what comes in, or what goes out. */
export interface WebhookFault {
  /** Taken instead of the right answer, where it is given. */
  readonly instead?: Instead;
  readonly verifies?: (asked: Asked) => boolean;
  readonly mostBytes?: number;
  readonly forgetsOldPayload?: true;
}

/** A webhook that is written by hand, without any of our code: right, but for its fault. */
export class HandMadeWebhook {
  readonly #server: Server;
  readonly users = new Set<string>();
  readonly passwords = new Set(["the-root-password"]);
  #made = 0;
  #rotated = 0;

  private constructor(
    readonly fault: WebhookFault,
    readonly authService: () => string,
  ) {
    this.#server = createServer(async (request, response) => {
      const answered = await this.#answer(request);
      if (answered === "hang up") request.socket.destroy();
      if (typeof answered === "string") return;
      response.writeHead(answered.status, { "content-type": "application/json" });
      response.end(typeof answered.body === "string" ? answered.body : JSON.stringify(answered.body));
    });
  }

  static async start(fault: WebhookFault, authService: () => string): Promise<HandMadeWebhook> {
    const webhook = new HandMadeWebhook(fault, authService);
    await new Promise<void>((resolve) => webhook.#server.listen(0, "127.0.0.1", resolve));
    return webhook;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/sync`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** A fresh number, for names. */
  next(): number {
    this.#made += 1;
    return this.#made;
  }

  async #answer(request: IncomingMessage): Promise<Answered | Silence> {
    const operation = request.url?.split("/").at(-1) ?? "";
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of request) {
      length += (piece as Buffer).length;
      if (length <= (this.fault.mostBytes ?? 100_000)) pieces.push(piece as Buffer);
    }
    if (length > (this.fault.mostBytes ?? 100_000)) return { status: 413, body: "too long" };
    const text = Buffer.concat(pieces).toString();
    const creds = request.headers.akeylesscreds as string | undefined;
    const asked = { operation, text, creds, body: parsed(text) };
    const right = () => this.#right(asked);
    return (await this.fault.instead?.(asked, right, this)) ?? (await right());
  }

  async #right(asked: Asked): Promise<Answered> {
    const verifies = this.fault.verifies?.(asked) ?? true;
    if (verifies && !(await this.#isGateway(asked.creds))) return { status: 401, body: "who are you?" };
    const { operation, body } = asked;
    if (typeof body?.payload !== "string") return { status: 400, body: "bad request" };
    if (operation === "create" && body.client_info.access_id === "p-custom") {
      return { status: 200, body: { id: "tried", response: {} } };
    }
    if (!this.passwords.has(body.payload)) return { status: 500, body: "it does not work" };
    if (operation === "create") {
      const id = `user-${this.next()}`;
      this.users.add(id);
      return { status: 200, body: { id, response: { user: id, password: "generated" } } };
    }
    if (operation === "revoke") {
      for (const id of body.ids) this.users.delete(id);
      return { status: 200, body: { revoked: body.ids } };
    }
    this.#rotated += 1;
    const payload = `the-fresh-password-${this.#rotated}`;
    this.passwords.add(payload);
    if (this.fault.forgetsOldPayload) this.passwords.delete(body.payload);
    return { status: 200, body: { payload } };
  }

  async #isGateway(creds: string | undefined): Promise<boolean> {
    if (!creds) return false;
    const answer = await fetch(this.authService(), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ creds, expected_access_id: "p-trial", expected_item_name: "" }),
    });
    return answer.status === 200;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
