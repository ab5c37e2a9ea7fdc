import type { Attributes } from "../../vocabulary/index.js";
import type { Calls } from "../calls.js";
import type { Diagnostic } from "../diagnostic.js";
import { recordOf } from "../value/kind.js";
import type { TfValue } from "../value/value.js";
import type { AnyFunction } from "./definition.js";
import { functionResult } from "./function-result.js";
import { type FunctionParameter, parameterAt, parametersOf } from "./parameters.js";

/** Why a call of a function has no result. */
export interface FunctionFailure {
  readonly text: string;
  /** Which argument is to blame, counted from 0. Default: none in particular. */
  readonly argument?: number;
}

/** The calls of functions. */
export interface FunctionServer {
  /** Calls a function with arguments of the types that its description says. */
  callFunction(request: {
    name: string;
    arguments: readonly TfValue[];
  }): Promise<{ result: TfValue } | { failure: FunctionFailure }>;
}

/** Serves these functions. */
export function functionServer<T extends Attributes, Client>(
  provider: string,
  definitions: readonly AnyFunction[] | undefined,
  calls: Calls<T, Client>,
): FunctionServer {
  const functions = new Map((definitions ?? []).map((each) => [each.table.name, each] as const));
  return {
    async callFunction({ name, arguments: values }) {
      const definition = functions.get(name);
      const parameters = definition ? parametersOf(definition.table) : [];
      const state = "Nothing was changed.";
      const subject = {
        name: `provider::${provider}::${name}`,
        served: definition,
        missing: { code: "FUNCTION_UNKNOWN", noun: "function", state },
        attributes: Object.fromEntries(parameters.map((each) => [each.name, each.attribute])),
        objects: values.map((value, index) =>
          recordOf([[parameterAt(parameters, index)?.name ?? "", value]]),
        ),
        state,
      } as const;
      const nothing: { result?: TfValue } = {};
      const { result, diagnostics } = await calls.about(subject, nothing, async (found, report) => {
        const circumstances = { doing: `calling ${subject.name}`, state };
        const value = functionResult(found, values, report, circumstances);
        return value === undefined ? {} : { result: value };
      });
      if (result !== undefined) return { result };
      return { failure: failureOf(diagnostics, parameters) };
    },
  };
}

/** The first error: a function has only one to tell. */
function failureOf(
  diagnostics: readonly Diagnostic[],
  parameters: readonly FunctionParameter[],
): FunctionFailure {
  const [first] = diagnostics.filter(({ severity }) => severity === "error");
  if (!first) return { text: "It has no result" };
  // Terraform goes on in the same line.
  const text = `${first.summary}. ${first.detail}`.replace(/\s*\n\s*/g, " ");
  const [parameter, element] = first.path ?? [];
  const blamed = parameter && "attribute" in parameter ? parameter.attribute : undefined;
  const index = parameters.findIndex(({ name }) => name === blamed);
  if (index < 0) return { text };
  const offset = parameters[index]?.isVariadic && element && "index" in element ? element.index : 0;
  return { text, argument: index + offset };
}
