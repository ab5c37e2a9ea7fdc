import { issuedCredential } from "./issued-credential.js";
import { noKeyLeft } from "./no-key-left.js";
import { oneActiveKey } from "./one-active-key.js";
import type { Promised } from "./promised.js";
import { seedLife } from "./seed-life.js";
import { selfRotation } from "./self-rotation.js";
import { secondDeployUnchanged, thirdDeployUnchanged } from "./unchanged.js";

export { noSecretGiven } from "./no-secret-given.js";
export { noSecretWritten } from "./no-secret-written.js";
export { type Evidence, judgePromise, type Promised } from "./promised.js";

/** Everything that the record of a run is judged by, in the order in which it is shown. */
export const promises: readonly Promised[] = [
  ...seedLife,
  oneActiveKey,
  secondDeployUnchanged,
  selfRotation,
  thirdDeployUnchanged,
  issuedCredential,
  noKeyLeft,
];
