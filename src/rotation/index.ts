export { Fault } from "../errors/fault.js";
export type { KeyFields, Log } from "../wiring/index.js";
export { handler } from "./lambda.js";
export {
  type RotationContext,
  type RotationFunctionProps,
  type RotationReport,
  rotationFunction,
} from "./rotation-function.js";
