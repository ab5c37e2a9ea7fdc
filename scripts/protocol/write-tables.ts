import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { tablesText } from "./tables.js";

writeFileSync(join(__dirname, "../../src/protocol/generated/tables.ts"), tablesText());
