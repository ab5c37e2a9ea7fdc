export { type Clients, createClients } from "./clients.js";
export type { Log } from "./log.js";
export { type KeyFields, type MachineClients, machineWorld } from "./machine-world.js";
export { NOTHING_SAID, type Said } from "./said.js";
export { seedJournal } from "./seed-journal.js";
export { seedWorld } from "./seed-world.js";
export { awsSettingsFrom, type Settings, settingsFrom } from "./settings.js";
export { ThisProcess } from "./this-process.js";
export { VERSION } from "./version.js";
