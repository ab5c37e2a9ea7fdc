export { rotatedInWords } from "./in-words.js";
export { type Rotated, type RotationJob, rotateNow } from "./rotate-now.js";
export type { Rotatable, RotationWorld, UsersKeys } from "./world.js";
