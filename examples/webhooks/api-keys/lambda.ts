import { apiKeys } from "./producer.js";

/** For one function URL, or one API Gateway: it tells create, revoke and rotate apart by the end of the path. */
export const handler = apiKeys({ accessIds: [process.env.GATEWAY_ACCESS_ID ?? ""] }).lambda();
