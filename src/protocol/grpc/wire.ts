import type { Socket } from "node:net";
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
import type { ReadyAnswers } from "../ready-answers.js";
import type { ContextOnDemand } from "../rpc/context-on-demand.js";
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

/**
 * @param context what the calls work with that have no ready answer
 * @param shutdown what to do when Terraform has no more use for the process; the answer is on its way then
 */
export function makeWire(context: ContextOnDemand, readyAnswers: ReadyAnswers, shutdown: () => void): Wire {
  const calls = new PendingCalls();
  const open = new Set<GrpcCall>();
  const answers = new Map<string, CallHandler>();
  for (const method of Object.values<Method>(Provider.method)) {
    const ready = readyAnswers[method.name];
    const answer = ready === undefined ? byProvider(method, context, calls) : readily(ready);
    answers.set(pathOf(Provider, method), answer);
  }
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

function readily(bytes: () => Uint8Array): CallHandler {
  return async (call) => {
    await call.request();
    call.send(bytes());
    call.end();
  };
}

function byProvider(method: Method, context: ContextOnDemand, calls: PendingCalls): CallHandler {
  return async (call) => {
    const request = await call.request();
    const answered = calls.begin();
    try {
      const [{ answerProviderCall }, loaded] = await Promise.all([
        import("./provider-call.js"),
        context.get(),
      ]);
      await answerProviderCall(method, request, call, loaded);
    } finally {
      answered();
    }
  };
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
