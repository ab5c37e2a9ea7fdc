import type { MessageInitShape } from "@bufbuild/protobuf";
import type {
  FunctionDescription,
  ParameterDescription,
} from "../../engine/function/function-description.js";
import { type Function_ParameterSchema, type FunctionSchema, StringKind } from "../generated/tfplugin6_pb.js";
import { typeJson } from "../value/type.js";

/** A function as it goes over the wire. */
export function wireFunction(description: FunctionDescription): MessageInitShape<typeof FunctionSchema> {
  const { parameters, variadic, returns, summary } = description;
  return {
    parameters: parameters.map(wireParameter),
    ...(variadic && { variadicParameter: wireParameter(variadic) }),
    return: { type: Buffer.from(typeJson(returns)) },
    summary,
    description: description.description,
    descriptionKind: StringKind.MARKDOWN,
  };
}

function wireParameter(parameter: ParameterDescription): MessageInitShape<typeof Function_ParameterSchema> {
  const { name, type, allowsNull, allowsUnknown, description } = parameter;
  return {
    name,
    type: Buffer.from(typeJson(type)),
    allowNullValue: allowsNull,
    allowUnknownValues: allowsUnknown,
    description,
    descriptionKind: StringKind.MARKDOWN,
  };
}
