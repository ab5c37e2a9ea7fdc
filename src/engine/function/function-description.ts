import type { FunctionTable } from "../../vocabulary/index.js";
import type { TfType } from "../value/value.js";
import { wireType } from "../value/wire-type.js";
import { type FunctionParameter, parametersOf } from "./parameters.js";

/** A function as the wire tells it to Terraform: neutral, without protobuf. */
export interface FunctionDescription {
  /** Plain text, one sentence. */
  readonly summary: string;
  /** Markdown. */
  readonly description: string;
  readonly parameters: readonly ParameterDescription[];
  readonly variadic?: ParameterDescription;
  readonly returns: TfType;
}

export interface ParameterDescription {
  readonly name: string;
  readonly type: TfType;
  readonly allowsNull: boolean;
  readonly allowsUnknown: boolean;
  /** Markdown. */
  readonly description: string;
}

/** The description of a function, by its table alone. */
export function describeFunction(table: FunctionTable): FunctionDescription {
  const parameters = parametersOf(table);
  const [variadic] = parameters.filter(({ isVariadic }) => isVariadic);
  return {
    summary: /^.*?[.!?](?=\s|$)/s.exec(table.doc)?.[0] ?? table.doc,
    description: table.doc,
    parameters: parameters.filter(({ isVariadic }) => !isVariadic).map(describe),
    ...(variadic && { variadic: describe(variadic) }),
    returns: wireType(table.returns.type),
  };
}

function describe({ name, attribute, takesUnknown }: FunctionParameter): ParameterDescription {
  return {
    name,
    type: wireType(attribute.type),
    allowsNull: attribute.mode === "optional",
    allowsUnknown: takesUnknown,
    description: attribute.doc,
  };
}
