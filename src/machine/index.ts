export type { Aim } from "./aim.js";
export { foreseeMachineKey, keepMachineKey, type MachineJob } from "./keep-key.js";
export { lookAtMachineKey, type MachineKeyFound } from "./look-at-key.js";
export { machineSubject, type SecretNames, staticSecretSubject } from "./machine-subject.js";
export { FOREIGN_ADVICE, type KeptKey, type MachineResult } from "./next-machine-step.js";
export type { KeyVault, KeyVersion, MachineWorld, UseOfKey, VaultFact } from "./world.js";
