export { type Clients, createClients } from "./clients.js";
export { CURRENT_LABEL, versionOf } from "./key-labels.js";
export type { Log } from "./log.js";
export {
  type MachineClients,
  type MachineKeyPlace,
  machineWorld,
  machineWorldInGateway,
} from "./machine-world.js";
export { rotationWorld } from "./rotation-world.js";
export { NOTHING_SAID, type Said } from "./said.js";
export { seedJournal } from "./seed-journal.js";
export { seedWorld, seedWorldAsNeeded } from "./seed-world.js";
export { awsSettingsFrom, type Settings, settingsAsNeeded, settingsFrom } from "./settings.js";
export { ThisProcess } from "./this-process.js";
export { VERSION } from "./version.js";
