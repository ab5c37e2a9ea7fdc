export type { KeyFields } from "../domain/key-fields.js";
export { Fault } from "../errors/fault.js";
export type { Log } from "../wiring/index.js";
export { handler } from "./lambda.js";
export {
  type RotationContext,
  type RotationFunctionProps,
  type RotationReport,
  rotationFunction,
} from "./rotation-function.js";
