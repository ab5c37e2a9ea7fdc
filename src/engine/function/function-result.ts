import { Fault } from "../../errors/fault.js";
import { isUnknown, UNKNOWN } from "../../vocabulary/index.js";
import { toAuthor } from "../author/decode.js";
import { type AuthorMisfit, fromAuthor } from "../author/encode.js";
import type { Circumstances, Report } from "../report.js";
import { valueFlaws } from "../validate/value-flaws.js";
import { isWhollyKnown } from "../value/kind.js";
import type { TfValue } from "../value/value.js";
import type { AnyFunction } from "./definition.js";
import { type FunctionParameter, parameterAt, parametersOf } from "./parameters.js";

interface Argument {
  readonly parameter: FunctionParameter;
  readonly value: TfValue;
}

/**
 * Calls an author's function; undefined, and reported, when it has no result. The first step of a diagnostic's path is
 * the name of the parameter; the second one, where there is one, the number of a variadic argument.
 */
export function functionResult(
  definition: AnyFunction,
  values: readonly TfValue[],
  report: Report,
  circumstances: Circumstances,
): TfValue | undefined {
  const parameters = parametersOf(definition.table);
  const fixed = parameters.filter(({ isVariadic }) => !isVariadic).length;
  const given = values.flatMap((value, index): Argument[] => {
    const parameter = parameterAt(parameters, index);
    return parameter ? [{ parameter, value }] : [];
  });
  if (given.length < Math.max(fixed, values.length)) {
    const seen = `it takes ${fixed}${fixed < parameters.length ? " or more" : ""} arguments, and got ${values.length}`;
    report.fault(new Fault("FUNCTION_ARGUMENTS_UNFIT", { ...circumstances, seen }));
    return undefined;
  }
  try {
    given.forEach(({ parameter, value }, index) => {
      tellFlaws(parameter, value, index - fixed, report, circumstances);
    });
    if (report.hasErrors) return undefined;
    // Terraform does not call in this case; whoever calls all the same gets what it would have assumed.
    if (given.some(({ parameter, value }) => !parameter.takesUnknown && !isWhollyKnown(value)))
      return UNKNOWN;
    const result: unknown = definition.call(argumentsFor(parameters, given) as never);
    if (isUnknown(result) && given.some(({ value }) => !isWhollyKnown(value))) return UNKNOWN;
    const misfits: AuthorMisfit[] = [];
    const fitting = fromAuthor(definition.table.returns, result, [], misfits);
    for (const { path, text } of misfits) {
      report.flaw("RESULT_UNFIT", path, path.length > 0 ? text : `the result ${text}`, circumstances);
    }
    return misfits.length > 0 ? undefined : fitting;
  } catch (error) {
    report.caught(error, circumstances);
    return undefined;
  }
}

function tellFlaws(
  { name, attribute, isVariadic }: FunctionParameter,
  value: TfValue,
  variadicIndex: number,
  report: Report,
  circumstances: Circumstances,
): void {
  const flaws = valueFlaws({ [name]: attribute }, { [name]: value });
  for (const { code, path, text, advice } of flaws) {
    const at = isVariadic ? [{ attribute: name }, { index: variadicIndex }, ...path.slice(1)] : path;
    report.flaw(code, at, text, { ...circumstances, ...(advice !== undefined && { advice }) });
  }
}

function argumentsFor(
  parameters: readonly FunctionParameter[],
  given: readonly Argument[],
): Record<string, unknown> {
  const toAuthors = ({ parameter: { attribute }, value }: Argument) =>
    isWhollyKnown(value) ? toAuthor(attribute.type, value) : UNKNOWN;
  return Object.fromEntries(
    parameters.map((parameter) => {
      const own = given.filter((argument) => argument.parameter === parameter).map(toAuthors);
      return [parameter.name, parameter.isVariadic ? own : own[0]];
    }),
  );
}
