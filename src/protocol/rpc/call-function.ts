import { Fault } from "../../errors/fault.js";
import type { DynamicValue } from "../generated/tfplugin6_pb.js";
import { Provider } from "../messages/services.js";
import { readTyped, writeTyped } from "../value/dynamic-value.js";
import { rpc } from "./rpc.js";
import type { Schemas } from "./schemas.js";

/** Calls a function. It has no diagnostics, only one error, which may name an argument. */
export const callFunction = rpc(Provider.method.callFunction, {
  doing: ({ name }) => `calling function ${name}`,
  async answer({ server, schemas }, request) {
    const { name } = request;
    const { returns } = schemas.function(name);
    const values = request.arguments.map((value, index) => argument(schemas, name, value, index));
    const answer = await server.callFunction({ name, arguments: values });
    if ("result" in answer) return { result: writeTyped(answer.result, returns, "the result") };
    const { text, argument: blamed } = answer.failure;
    return {
      error: { text, ...(blamed !== undefined && { functionArgument: BigInt(blamed) }) },
    };
  },
  otherwise: (_request, [first]) => ({
    error: { text: `${first?.summary}. ${first?.detail}`.replace(/\s*\n\s*/g, " ") },
  }),
});

function argument(schemas: Schemas, name: string, value: DynamicValue, index: number) {
  const { parameters, variadic } = schemas.function(name);
  const type = (parameters[index] ?? variadic)?.type;
  if (type !== undefined) return readTyped(value, type, `argument ${index + 1}`);
  throw new Fault("FUNCTION_ARGUMENTS_UNFIT", {
    doing: `calling function ${name}`,
    seen: `it takes ${parameters.length} arguments, and got ${index + 1} or more`,
    state: "Nothing was changed.",
  });
}
