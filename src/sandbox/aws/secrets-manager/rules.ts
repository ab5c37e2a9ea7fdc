import type { TextRule } from "../input.js";

export const SECRET_ID: TextRule = { max: 2048 };
export const SECRET_NAME: TextRule = { max: 512 };
export const TOKEN: TextRule = { min: 32, max: 64 };
export const STAGE: TextRule = { max: 256 };
export const SECRET_DESCRIPTION: TextRule = { min: 0, max: 2048 };
export const KMS_KEY_ID: TextRule = { min: 0, max: 2048 };
export const POLICY: TextRule = { max: 20480 };
export const NEXT_TOKEN: TextRule = { max: 4096 };
/** Characters of a text value; of bytes, as many. */
export const VALUE: TextRule = { min: 0, max: 65536 };
