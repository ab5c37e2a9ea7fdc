import type { Attribute, FunctionTable } from "../../vocabulary/index.js";

/** One parameter of a function. */
export interface FunctionParameter {
  readonly name: string;
  readonly attribute: Attribute;
  readonly takesUnknown: boolean;
  /** Whether it takes all the arguments that are left. */
  readonly isVariadic: boolean;
}

/** The parameters of a function, in their order. */
export function parametersOf({
  parameters,
  variadic,
  takesUnknown = [],
}: FunctionTable): FunctionParameter[] {
  const parameter = (name: string, attribute: Attribute, isVariadic: boolean): FunctionParameter => ({
    ...{ name, attribute, isVariadic },
    takesUnknown: takesUnknown.includes(name),
  });
  return [
    ...Object.entries(parameters).map(([name, attribute]) => parameter(name, attribute, false)),
    ...(variadic ? [parameter(variadic.name, variadic.of, true)] : []),
  ];
}

/** The parameter that an argument is for; undefined when there are too many. */
export function parameterAt(
  parameters: readonly FunctionParameter[],
  index: number,
): FunctionParameter | undefined {
  const last = parameters.at(-1);
  return parameters[index] ?? (last?.isVariadic ? last : undefined);
}
