export { httpCallbackClient } from "./callback.js";
export { type HookLog, jsonLog } from "./log.js";
export type { SeedWorlds } from "./retirement.js";
export { type HookUrls, type ReceiverOptions, type RunningHook, serveHook } from "./serve.js";
export { type HookTarget, targetsFrom } from "./target.js";
