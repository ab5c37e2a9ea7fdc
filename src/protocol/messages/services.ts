import type { DescMessage, DescMethod, DescService } from "@bufbuild/protobuf";
import type { Health as GeneratedHealth } from "../generated/health_pb.js";
import type {
  GRPCBroker as GeneratedBroker,
  GRPCController as GeneratedController,
  GRPCStdio as GeneratedStdio,
} from "../generated/plugin_pb.js";
import { messages, services } from "../generated/tables.js";
import type { Provider as GeneratedProvider } from "../generated/tfplugin6_pb.js";
import type { MessageTable } from "./table.js";

/** One remote procedure: its name, and what goes in and comes out. */
export interface Method<I extends DescMessage = DescMessage, O extends DescMessage = DescMessage> {
  readonly name: string;
  readonly methodKind: DescMethod["methodKind"];
  readonly input: MessageTable<I>;
  readonly output: MessageTable<O>;
}

/** A service by the table of its methods, typed as the generated code types it. */
export interface Service<S extends DescService = DescService> {
  readonly typeName: string;
  readonly method: {
    readonly [K in keyof S["method"]]: Method<S["method"][K]["input"], S["method"][K]["output"]>;
  };
}

function service<S extends DescService>(typeName: keyof typeof services): Service<S> {
  const method = Object.fromEntries(
    Object.entries(services[typeName]).map(([key, { input, output, ...rest }]) => [
      key,
      { ...rest, input: table(input), output: table(output) },
    ]),
  );
  return { typeName, method: method as Service<S>["method"] };
}

const table = (typeName: string): MessageTable => ({ typeName, fields: messages[typeName] ?? [] });

export const Provider = service<typeof GeneratedProvider>("tfplugin6.Provider");
export const Health = service<typeof GeneratedHealth>("grpc.health.v1.Health");
export const GRPCController = service<typeof GeneratedController>("plugin.GRPCController");
export const GRPCStdio = service<typeof GeneratedStdio>("plugin.GRPCStdio");
export const GRPCBroker = service<typeof GeneratedBroker>("plugin.GRPCBroker");
