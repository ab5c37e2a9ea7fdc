import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../../../errors/fault.js";
import type { Background } from "../../deploy/background.js";
import { askGateway } from "../gateway-request.js";
import type { Scene } from "../scene.js";
import { type Orders, startOrders } from "./orders.js";
import type { Answer, Systems, WebhookLogin } from "./stage.js";
import { SKY, startWeather, type Weather } from "./weather.js";

const WEBHOOK = "examples/webhooks/postgresql/server.ts";
const APPLICATION = "examples/application/server.ts";
/** The programs that run beside Terraform. */
export const PROGRAMS_BESIDE = [WEBHOOK, APPLICATION];

const DYNAMIC_SECRET = "/shop/orders-db";
const CUSTOMERS = [{ name: "Ada" }];
/** What the application serves, and what is right. */
const SERVED: Readonly<Record<string, unknown>> = { "/customers": CUSTOMERS, "/weather": SKY };

/** The systems behind the gateway: a database with its webhook, an API, and an application that uses both. */
export class Scenery {
  readonly #scene: Scene;
  readonly #running: { stop(): void | Promise<void> }[];
  #application: Background | undefined;
  #answers: Answer[] = [];
  #weatherBefore = 0;
  #payloadBefore: unknown;

  private constructor(
    scene: Scene,
    readonly orders: Orders,
    readonly weather: Weather,
    /** Where the webhook is, without the last part. */
    readonly webhookUrl: string,
    running: { stop(): void | Promise<void> }[],
  ) {
    this.#scene = scene;
    this.#running = running;
  }

  /** @param password of the webhook's first login. */
  static async start(scene: Scene, password: string): Promise<Scenery> {
    const running: { stop(): void | Promise<void> }[] = [];
    try {
      const orders = await startOrders(scene.root, password, scene.signal).catch(notStarted);
      running.push(orders.postgres);
      await orders.postgres.query(`CREATE TABLE customers AS SELECT '${CUSTOMERS[0]?.name}' AS name`);
      await orders.postgres.query("GRANT SELECT ON customers TO orders_app");
      const weather = await startWeather();
      running.push({ stop: weather.close });
      const { gateway } = scene.sandbox;
      const webhook = await scene.background("webhook", WEBHOOK, "nothing", {
        GATEWAY_ACCESS_ID: gateway.admin.accessId,
        AUTH_SERVICE: `${gateway.url}/validate-producer-credentials`,
        PORT: "0",
      });
      running.push(webhook);
      const { create } = JSON.parse(webhook.said) as { readonly create: string };
      return new Scenery(scene, orders, weather, create.replace(/\/create$/, ""), running);
    } catch (error) {
      await stopAll(running);
      throw error;
    }
  }

  /** Starts the application, with the paths of its secrets and the login at the gateway. */
  async startApplication(): Promise<void> {
    const { host, port, database } = this.orders.postgres;
    this.#application = await this.#scene.background("application", APPLICATION, "the sandbox", {
      PGHOST: host,
      PGPORT: String(port),
      PGDATABASE: database,
      WEATHER_URL: this.weather.url,
      PORT: "0",
    });
    this.#running.push(this.#application);
  }

  /** Asks the application for everything that it serves. */
  async ask(): Promise<void> {
    const { port } = JSON.parse(this.#application?.said ?? "{}") as { readonly port?: number };
    for (const [path, right] of Object.entries(SERVED)) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      const text = await answer.text();
      this.#answers.push({ path, status: answer.status, right: text === JSON.stringify(right) });
    }
  }

  /** What the systems tell now; calls are those since it was asked before. */
  async tell(): Promise<Systems> {
    const answers = this.#answers;
    this.#answers = [];
    const weather = this.weather.answers().slice(this.#weatherBefore);
    this.#weatherBefore += weather.length;
    return { answers, weather, logins: await this.orders.users() };
  }

  /** What the application has logged; what Node itself says of its version stands elsewhere in the same file. */
  logged(): readonly string[] {
    const lines = readFileSync(join(this.#scene.folder.logs, "application.log"), "utf8").split("\n");
    return lines.filter((line) => line.startsWith('{"log":'));
  }

  /** The login with which the webhook works from now on, as the gateway keeps it. */
  async webhookLogin(): Promise<WebhookLogin> {
    const { payload } = await askGateway(this.#scene.sandbox, "dynamic-secret-get", { name: DYNAMIC_SECRET });
    const same = payload === this.#payloadBefore;
    this.#payloadBefore = payload;
    const { user = "", password = "" } = JSON.parse(String(payload)) as Readonly<Record<string, string>>;
    return { user, accepted: await this.orders.postgres.accepts(user, password), same };
  }

  /** Whether a text that passes through the gateway beside secrets is none: where the database is, and names of logins. */
  isHarmless(text: string): boolean {
    const { host, database } = this.orders.postgres;
    return text === host || text === database || /^orders_(admin_[ab]|u[a-z0-9_]+)$/.test(text);
  }

  stop(): Promise<void> {
    return stopAll(this.#running);
  }
}

function notStarted(cause: Error): never {
  throw new Fault("DEPLOYMENT_FAILED", {
    doing: "starting a PostgreSQL",
    seen: cause.message,
    state: "What was started of it is stopped, and its folders are removed.",
    advice: "Play the other systems with --only, or mend what the message says.",
    cause,
  });
}

async function stopAll(running: { stop(): void | Promise<void> }[]): Promise<void> {
  for (const one of running.splice(0).reverse()) await one.stop();
}
