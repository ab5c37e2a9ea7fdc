export type { Aim } from "./aim.js";
export { endAtRenamedUser } from "./end-at-renamed-user.js";
export { foreseeMachineKey, keepMachineKey } from "./keep-key.js";
export { leftWithoutSecret } from "./left-without-secret.js";
export {
  isWorkOpen,
  lookAtMachineKey,
  type MachineKeyFound,
  type ReplacedMachineKey,
} from "./look-at-key.js";
export type { MachineJob } from "./machine-job.js";
export { machineSubject, type SecretNames, staticSecretSubject } from "./machine-subject.js";
export { FOREIGN_ADVICE, type KeptKey, type MachineResult } from "./next-machine-step.js";
export { type UntoldKeys, untoldKeys } from "./untold-keys.js";
export { userRefusal } from "./user-refusal.js";
export type { KeyVault, KeyVersion, MachineWorld, UseOfKey, VaultFact } from "./world.js";
