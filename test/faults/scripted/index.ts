import { rotationsByItself } from "./by-itself.js";
import { cutShortCells } from "./cut-short.js";
import { dedicationCells } from "./dedication.js";
import { extraKeyCells } from "./extra-keys.js";
import { graceCells } from "./grace.js";
import { holderCells } from "./holders.js";
import { importCells } from "./imports.js";
import { keysOfOthers } from "./keys-of-others.js";
import { lostRotationCells } from "./lost-rotation.js";
import { machineCells } from "./machines.js";
import { ownKeyCells } from "./own-key.js";
import { refusalCells } from "./refusals.js";
import { rotateNowCells } from "./rotate-now.js";
import { rotationFunctionCells } from "./rotation-functions.js";
import type { ScriptedCell } from "./scripted-cell.js";
import { staticSecretCells } from "./static-secrets.js";
import { webhookCells } from "./webhooks.js";
import { whoseObjectCells } from "./whose-object.js";
import { workingKeyCells } from "./working-key.js";

/** What people and the gateway do at the same time. */
export const scriptedCells: readonly ScriptedCell[] = [
  ...cutShortCells,
  ...rotationsByItself,
  ...workingKeyCells,
  ...extraKeyCells,
  ...dedicationCells,
  ...keysOfOthers,
  ...ownKeyCells,
  ...holderCells,
  ...whoseObjectCells,
  ...importCells,
  ...refusalCells,
  ...lostRotationCells,
  ...webhookCells,
  ...rotateNowCells,
  ...graceCells,
  ...machineCells,
  ...rotationFunctionCells,
  ...staticSecretCells,
];

export function scriptedCell(id: string): ScriptedCell {
  const found = scriptedCells.find((cell) => cell.id === id);
  if (!found) throw new Error(`there is no cell ${id}`);
  return found;
}
