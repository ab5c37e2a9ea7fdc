import type { Socket } from "node:net";
import { kindOfError } from "../../errors/unexpected.js";
import { HealthCheckResponse_ServingStatus } from "../generated/health_pb.js";
import { decode, encode } from "../messages/codec.js";
import {
  GRPCBroker,
  GRPCController,
  GRPCStdio,
  Health,
  type Method,
  Provider,
  type Service,
} from "../messages/services.js";
import { rpcs, streamRpcs } from "../rpc/index.js";
import type { Rpc, RpcContext } from "../rpc/rpc.js";
import type { StreamRpc } from "../rpc/stream-rpc.js";
import { type GrpcCall, STATUS } from "./call.js";
import { type CallHandler, listenForCalls } from "./listener.js";
import { PendingCalls } from "./pending-calls.js";

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

/** @param shutdown what to do when Terraform has no more use for the process; the answer is on its way then */
export function makeWire(context: RpcContext, shutdown: () => void): Wire {
  const calls = new PendingCalls();
  const open = new Set<GrpcCall>();
  const answers = new Map<string, CallHandler>();
  for (const rpc of rpcs) answers.set(pathOf(Provider, rpc), unary(context, rpc, calls));
  for (const rpc of streamRpcs) answers.set(pathOf(Provider, rpc), streaming(context, rpc, calls));
  answers.set(pathOf(Health, Health.method.check), checkHealth);
  answers.set(pathOf(GRPCController, GRPCController.method.shutdown), async (call) => {
    await call.request();
    call.send(new Uint8Array());
    call.end();
    shutdown();
  });
  // Both streams stay open and silent: the log goes to stderr, and providers open no further connections.
  answers.set(pathOf(GRPCStdio, GRPCStdio.method.streamStdio), (call) => keepOpen(call, open));
  answers.set(pathOf(GRPCBroker, GRPCBroker.method.startStream), async (call) => {
    keepOpen(call, open);
    await call.sent;
    open.delete(call);
    call.end();
  });

  const listener = listenForCalls(answers);
  return {
    take: listener.take,
    pending: () => calls.size,
    idle: () => calls.idle(),
    close() {
      for (const call of open) call.end();
      listener.close();
    },
  };
}

const pathOf = (service: Pick<Service, "typeName">, { name }: { readonly name: string }) =>
  `/${service.typeName}/${name}`;

const inputs = new Map(
  Object.values<Method>(Provider.method).map(({ name, input }) => [name, input] as const),
);

/** The message that a call of the provider service begins with. */
async function requestOf(call: GrpcCall, { name }: Rpc | StreamRpc): Promise<unknown> {
  const bytes = await call.request();
  const input = inputs.get(name);
  return input && decode(input, bytes);
}

function unary(context: RpcContext, rpc: Rpc, calls: PendingCalls): CallHandler {
  return async (call) => {
    const request = await requestOf(call, rpc);
    const answered = calls.begin();
    try {
      call.send(await rpc.serve(context, request, call.unheard));
      call.end();
    } catch (error) {
      call.end(STATUS.internal, unexpected(rpc, error));
    } finally {
      answered();
    }
  };
}

function streaming(context: RpcContext, rpc: StreamRpc, calls: PendingCalls): CallHandler {
  return async (call) => {
    const request = await requestOf(call, rpc);
    const answered = calls.begin();
    try {
      await rpc.serve(context, request, (bytes) => call.send(bytes), call.unheard);
      call.end();
    } catch (error) {
      call.end(STATUS.internal, unexpected(rpc, error));
    } finally {
      answered();
    }
  };
}

function unexpected({ name }: { readonly name: string }, error: unknown): string {
  return `${name} ended in an unexpected ${kindOfError(error)}`;
}

/** Terraform pings the service `plugin`; an empty name means the server as a whole. */
async function checkHealth(call: GrpcCall): Promise<void> {
  const { input, output } = Health.method.check;
  const { service } = decode(input, await call.request());
  if (service !== "" && service !== "plugin") return call.end(STATUS.notFound, "unknown service");
  call.send(encode(output, { status: HealthCheckResponse_ServingStatus.SERVING }));
  call.end();
}

function keepOpen(call: GrpcCall, open: Set<GrpcCall>): void {
  open.add(call);
  call.unheard.addEventListener("abort", () => open.delete(call), { once: true });
}
