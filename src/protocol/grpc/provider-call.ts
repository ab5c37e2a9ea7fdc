import { kindOfError } from "../../errors/unexpected.js";
import { decode } from "../messages/codec.js";
import type { Method } from "../messages/services.js";
import { rpcs, streamRpcs } from "../rpc/index.js";
import type { RpcContext } from "../rpc/rpc.js";
import { type GrpcCall, STATUS } from "./call.js";

type Answer = (context: RpcContext, request: unknown, call: GrpcCall) => Promise<void>;

const answers: ReadonlyMap<string, Answer> = new Map([
  ...rpcs.map(({ name, serve }): [string, Answer] => [
    name,
    async (context, request, call) => call.send(await serve(context, request, call.unheard)),
  ]),
  ...streamRpcs.map(({ name, serve }): [string, Answer] => [
    name,
    (context, request, call) => serve(context, request, (bytes) => call.send(bytes), call.unheard),
  ]),
]);

/** Answers a call of this method of the provider service, for which the provider itself is needed. */
export async function answerProviderCall(
  { name, input }: Method,
  bytes: Buffer,
  call: GrpcCall,
  context: RpcContext,
): Promise<void> {
  try {
    const answer = answers.get(name);
    if (answer === undefined) return call.end(STATUS.unimplemented, `there is no method ${name}`);
    await answer(context, decode(input, bytes), call);
    call.end();
  } catch (error) {
    call.end(STATUS.internal, `${name} ended in an unexpected ${kindOfError(error)}`);
  }
}
