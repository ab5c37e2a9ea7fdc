import { isAwsRefusal } from "./aws.js";
import { isHttpRefusal } from "./http.js";
import { isMongoRefusal } from "./mongodb.js";
import { isMysqlRefusal } from "./mysql.js";
import { isPgRefusal } from "./pg.js";
import type { RefusalPredicate } from "./refusal.js";

export { isAwsRefusal } from "./aws.js";
export { isHttpRefusal } from "./http.js";
export { isMongoRefusal } from "./mongodb.js";
export { isMysqlRefusal } from "./mysql.js";
export { isPgRefusal } from "./pg.js";
export { anyCause, type ErrorFields, type RefusalPredicate } from "./refusal.js";

/** What counts as a refusal unless the caller says otherwise. */
export const KNOWN_REFUSALS: readonly RefusalPredicate[] = [
  isHttpRefusal,
  isPgRefusal,
  isMysqlRefusal,
  isMongoRefusal,
  isAwsRefusal,
];
