import type { MakeProviderServer, ProtocolRuntime } from "../serving.js";
import type { RpcContext } from "./rpc.js";

/**
 * What calls work with, loaded by the first one that needs it: Terraform starts a process for the schemas alone, whose
 * answer is there without it.
 */
export class ContextOnDemand {
  readonly #makeServer: MakeProviderServer;
  readonly #runtime: ProtocolRuntime;
  #loading: Promise<RpcContext> | undefined;
  #loaded: RpcContext | undefined;
  #stopped = false;

  constructor(makeServer: MakeProviderServer, runtime: ProtocolRuntime) {
    this.#makeServer = makeServer;
    this.#runtime = runtime;
  }

  get(): Promise<RpcContext> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** Asks what runs, or waits for the server, to end soon. It is not what loads the server. */
  stop(): void {
    this.#stopped = true;
    this.#loaded?.server.stop();
  }

  async #load(): Promise<RpcContext> {
    const [{ Schemas }, server] = await Promise.all([
      import("./schemas.js"),
      this.#makeServer(this.#runtime),
    ]);
    this.#loaded = { server, schemas: new Schemas(server), log: this.#runtime.log };
    if (this.#stopped) server.stop();
    return this.#loaded;
  }
}
