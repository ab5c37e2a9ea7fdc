export { promises } from "../stories/index.js";
export { noSecretGiven } from "./no-secret-given.js";
export { noSecretWritten } from "./no-secret-written.js";
export { type Evidence, judgePromise, type Promised } from "./promised.js";
