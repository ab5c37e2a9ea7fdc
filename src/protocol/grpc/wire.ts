import type { Socket } from "node:net";
import {
  type handleBidiStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
} from "@grpc/grpc-js";
import { kindOfError } from "../../errors/unexpected.js";
import { type HealthCheckRequest, HealthCheckResponse_ServingStatus } from "../generated/health_pb.js";
import { GRPCBroker, GRPCController, GRPCStdio, Health, Provider } from "../messages/services.js";
import { rpcs, streamRpcs } from "../rpc/index.js";
import type { Rpc, RpcContext } from "../rpc/rpc.js";
import type { StreamRpc } from "../rpc/stream-rpc.js";
import { serviceDefinition } from "./service.js";

/** The gRPC side of one provider server: connections go in, calls come out at the provider server. */
export interface Wire {
  /** Takes over a connection that has been let in. */
  take(connection: Socket): void;
  /** How many calls of the provider service have no answer yet. */
  pending(): number;
  /** Resolves as soon as no call is pending. */
  idle(): Promise<void>;
  /** Ends every stream and says goodbye; connections close when their last answer has gone out. */
  close(): void;
}

/** The longest time that a goodbye may take, in milliseconds. */
const GRACE_MS = 500;

/** @param shutdown what to do when Terraform has no more use for the process; the answer is on its way then */
export function makeWire(context: RpcContext, shutdown: () => void): Wire {
  const server = new Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
    "grpc.enable_channelz": 0,
  });
  const calls = new PendingCalls();
  const streams = new Set<{ end(): void }>();

  server.addService(serviceDefinition(Provider), {
    ...Object.fromEntries(rpcs.map((rpc) => [rpc.name, unary(context, rpc, calls)])),
    ...Object.fromEntries(streamRpcs.map((rpc) => [rpc.name, streaming(context, rpc, calls)])),
  });
  server.addService(serviceDefinition(Health), { Check: checkHealth });
  server.addService(serviceDefinition(GRPCController), {
    Shutdown: ((_call, callback) => {
      callback(null, new Uint8Array());
      shutdown();
    }) satisfies handleUnaryCall<unknown, Uint8Array>,
  });
  // Both streams stay open and silent: the log goes to stderr, and providers open no further connections.
  server.addService(serviceDefinition(GRPCStdio), {
    StreamStdio: ((call) => keepOpen(call, streams)) satisfies handleServerStreamingCall<unknown, unknown>,
  });
  server.addService(serviceDefinition(GRPCBroker), {
    StartStream: ((call) => {
      keepOpen(call, streams);
      call.on("end", () => call.end()).resume();
    }) satisfies handleBidiStreamingCall<unknown, unknown>,
  });

  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return {
    take: (connection) => injector.injectConnection(connection),
    pending: () => calls.size,
    idle: () => calls.idle(),
    close() {
      for (const stream of streams) stream.end();
      injector.drain(GRACE_MS);
    },
  };
}

function unary(context: RpcContext, rpc: Rpc, calls: PendingCalls): handleUnaryCall<unknown, Uint8Array> {
  return (call, callback) => {
    const answered = calls.begin();
    const unheard = new AbortController();
    const abandon = () => unheard.abort();
    call.on("cancelled", abandon);
    rpc
      .serve(context, call.request, unheard.signal)
      .then(
        (bytes) => callback(null, bytes),
        (error: unknown) => callback(unexpected(rpc, error)),
      )
      .finally(() => {
        call.off("cancelled", abandon);
        answered();
      });
  };
}

function streaming(
  context: RpcContext,
  rpc: StreamRpc,
  calls: PendingCalls,
): handleServerStreamingCall<unknown, Uint8Array> {
  return (call) => {
    const answered = calls.begin();
    const unheard = new AbortController();
    const abandon = () => unheard.abort();
    call.on("cancelled", abandon);
    const send = (bytes: Uint8Array) => {
      if (!call.cancelled) call.write(bytes);
    };
    rpc
      .serve(context, call.request, send, unheard.signal)
      .then(
        () => call.end(),
        (error: unknown) => call.emit("error", unexpected(rpc, error)),
      )
      .finally(() => {
        // grpc-js also says so of a stream that has ended in the ordinary way.
        call.off("cancelled", abandon);
        answered();
      });
  };
}

function unexpected({ name }: { readonly name: string }, error: unknown) {
  return { code: status.INTERNAL, details: `${name} ended in an unexpected ${kindOfError(error)}` };
}

/** Knows how many calls are running. */
class PendingCalls {
  size = 0;
  readonly #waiting = new Set<() => void>();

  /** Counts a call that begins; to be called once, when its answer has been given. */
  begin(): () => void {
    this.size++;
    return () => {
      this.size--;
      if (this.size > 0) return;
      for (const wake of this.#waiting) wake();
      this.#waiting.clear();
    };
  }

  idle(): Promise<void> {
    return this.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.add(resolve));
  }
}

/** Terraform pings the service `plugin`; an empty name means the server as a whole. */
function checkHealth(
  call: ServerUnaryCall<HealthCheckRequest, Uint8Array>,
  callback: sendUnaryData<unknown>,
): void {
  const { service } = call.request;
  if (service === "" || service === "plugin") {
    callback(null, { status: HealthCheckResponse_ServingStatus.SERVING });
  } else {
    callback({ code: status.NOT_FOUND, details: "unknown service" });
  }
}

function keepOpen(
  stream: { end(): void; on(event: "close" | "cancelled", listener: () => void): unknown },
  open: Set<{ end(): void }>,
): void {
  open.add(stream);
  stream.on("close", () => open.delete(stream));
  stream.on("cancelled", () => open.delete(stream));
}
