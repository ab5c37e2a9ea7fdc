export type { ReadyAnswers } from "./ready-answers.js";
export { serve } from "./serve.js";
export type { MakeProviderServer, ProtocolRuntime, ServeOptions } from "./serving.js";
