import type { Promised } from "../../../evidence/promised.js";
import type { History } from "../stage.js";
import { issuedCredential } from "./issued-credential.js";
import { noKeyLeft } from "./no-key-left.js";
import { oneActiveKey } from "./one-active-key.js";
import { seedLife } from "./seed-life.js";
import { selfRotation } from "./self-rotation.js";
import { secondDeployUnchanged, thirdDeployUnchanged } from "./unchanged.js";

/** Everything that the record of the main job is judged by, in the order in which it is shown. */
export const mainJobPromises: readonly Promised<History>[] = [
  ...seedLife,
  oneActiveKey,
  secondDeployUnchanged,
  selfRotation,
  thirdDeployUnchanged,
  issuedCredential,
  noKeyLeft,
];
