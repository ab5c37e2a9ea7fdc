export { type MakeProviderServer, type ProtocolRuntime, type ServeOptions, serve } from "./serve.js";
