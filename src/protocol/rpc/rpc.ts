import type { DescMessage, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import type { Diagnostic } from "../../engine/diagnostic.js";
import type { Logger } from "../../engine/logger.js";
import type { ProviderServer } from "../../engine/provider-server.js";
import { Fault } from "../../errors/fault.js";
import { framesOf, kindOfError } from "../../errors/unexpected.js";
import { encode } from "../messages/codec.js";
import type { Method } from "../messages/services.js";
import { faultDiagnostic, wireDiagnostics } from "./diagnostics.js";
import type { Schemas } from "./schemas.js";

/** What every call works with. */
export interface RpcContext {
  readonly server: ProviderServer;
  readonly schemas: Schemas;
  readonly log: Logger;
}

interface Steps<I extends DescMessage, O extends DescMessage> {
  /** What is being done, for messages: completes "While …". */
  doing(request: MessageShape<I>): string;
  /** Decodes, calls one method of the server and encodes. `unheard` is aborted when Terraform waits no more. */
  answer(context: RpcContext, request: MessageShape<I>, unheard?: AbortSignal): Promise<MessageInitShape<O>>;
  /** The answer when decoding or encoding fails; it must not take anything out of the state. */
  otherwise(request: MessageShape<I>, diagnostics: WireDiagnostics): MessageInitShape<O>;
}

type WireDiagnostics = ReturnType<typeof wireDiagnostics>;

/** One remote procedure, ready to be served: takes the request message and gives the bytes of the answer. */
export interface Rpc {
  readonly name: string;
  /** `unheard` is aborted when Terraform does not wait for the answer any more. Default: it always does. */
  serve(context: RpcContext, request: unknown, unheard?: AbortSignal): Promise<Uint8Array>;
}

/**
 * Makes a remote procedure of its steps. A failure on the way becomes a diagnostic of a normal answer: a gRPC error
 * would reach the user without a place and without advice.
 */
export function rpc<I extends DescMessage, O extends DescMessage>(
  method: Method<I, O>,
  steps: Steps<I, O>,
): Rpc {
  return {
    name: method.name,
    async serve(context, message, unheard) {
      const request = message as MessageShape<I>;
      try {
        return encode(method.output, await steps.answer(context, request, unheard));
      } catch (error) {
        return encode(
          method.output,
          steps.otherwise(request, wireDiagnostics([failure(context, error, steps.doing(request))])),
        );
      }
    },
  };
}

/** What the user is told about an error that should not have come this far. */
export function failure({ log }: Pick<RpcContext, "log">, error: unknown, doing: string): Diagnostic {
  const fault = Fault.is(error)
    ? error
    : new Fault("PROVIDER_DEFECT", {
        doing,
        seen: `it ended in an unexpected ${kindOfError(error)}`,
        state: "What was changed remotely before is not known.",
        cause: error,
      });
  if (fault !== error) log.log("error", "unexpected failure", { doing, stack: framesOf(error) });
  return faultDiagnostic(fault);
}
