import { formerTable, resourceTables } from "../../../src/schema/index.js";
import type { Table } from "../../../src/vocabulary/index.js";

/** Types under the names that they had before, which are served for one release more. Pages and classes have none. */
export const formerTables: readonly Table[] = resourceTables.flatMap((table) => formerTable(table) ?? []);
