import type { DescMessage, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import { encode } from "../messages/codec.js";
import type { Method } from "../messages/services.js";
import { wireDiagnostics } from "./diagnostics.js";
import { failure, type RpcContext } from "./rpc.js";

/** Where events go while a call is being answered. */
interface Events<O extends DescMessage> {
  send(event: MessageInitShape<O>): void;
  /** Aborted when Terraform does not listen any more. */
  readonly signal: AbortSignal;
}

interface StreamSteps<I extends DescMessage, O extends DescMessage> {
  /** What is being done, for messages: completes "While …". */
  doing(request: MessageShape<I>): string;
  /** Decodes, calls one method of the server, and gives the last event, if there is one. */
  answer(
    context: RpcContext,
    request: MessageShape<I>,
    events: Events<O>,
  ): Promise<MessageInitShape<O> | undefined>;
  /** The last event when the call fails on the way. */
  otherwise(diagnostics: ReturnType<typeof wireDiagnostics>): MessageInitShape<O>;
}

/** One remote procedure that answers with a stream of events. */
export interface StreamRpc {
  readonly name: string;
  /** Hands the bytes of each event to `send`, and resolves after the last one. */
  serve(
    context: RpcContext,
    request: unknown,
    send: (bytes: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<void>;
}

/** Makes a streaming procedure of its steps. A failure is told in the last event, and nothing comes after that. */
export function streamRpc<I extends DescMessage, O extends DescMessage>(
  method: Method<I, O>,
  steps: StreamSteps<I, O>,
): StreamRpc {
  return {
    name: method.name,
    async serve(context, message, sendBytes, signal) {
      const request = message as MessageShape<I>;
      let open = true;
      const send = (event: MessageInitShape<O>) => {
        if (open) sendBytes(encode(method.output, event));
      };
      const last = await steps
        .answer(context, request, { send, signal })
        .catch((error: unknown) =>
          steps.otherwise(wireDiagnostics([failure(context, error, steps.doing(request))])),
        );
      if (last !== undefined) send(last);
      open = false;
    },
  };
}
