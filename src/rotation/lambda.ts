import { propsFrom } from "./environment.js";
import { type RotationContext, type RotationReport, rotationFunction } from "./rotation-function.js";

let made: ReturnType<typeof rotationFunction> | undefined;

/** The function as Lambda loads it from the package's own bundle; its environment tells what it is for. */
export function handler(event: unknown, context?: RotationContext): Promise<RotationReport> {
  made ??= rotationFunction(propsFrom(process.env));
  return made(event, context);
}
