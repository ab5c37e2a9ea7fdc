export { type Clients, createClients } from "./clients.js";
export type { Log } from "./log.js";
export { seedWorld } from "./seed-world.js";
export { awsSettingsFrom, NOTHING_SAID, type Said, type Settings, settingsFrom } from "./settings.js";
export { VERSION } from "./version.js";
