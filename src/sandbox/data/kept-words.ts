import { OPERATORS } from "../aws/policy/operators.js";
import { KeyHistory } from "../aws/propagation.js";
import { AUTH_KINDS } from "../gateway/kinds/auth-kinds.js";
import { DYNAMIC_KINDS } from "../gateway/kinds/dynamic-kinds.js";
import { ROTATED_KINDS } from "../gateway/kinds/rotated-kinds.js";
import { TARGET_KINDS } from "../gateway/kinds/target-kinds.js";
import type { KeptClass, KeptWords } from "./graph.js";

const keyHistory: KeptClass<KeyHistory> = {
  is: (value): value is KeyHistory => value instanceof KeyHistory,
  take: (history) => history.state(),
  make: (state) => KeyHistory.of(state as ReturnType<KeyHistory["state"]>),
};

/** The objects of the sandbox that are no plain data. */
export const KEPT_WORDS: KeptWords = {
  constants: new Map<string, object>([
    ...[...OPERATORS.values()].map((operator) => [`condition operator ${operator.name}`, operator] as const),
    ...AUTH_KINDS.map((kind) => [`auth method ${kind.word}`, kind] as const),
    ...DYNAMIC_KINDS.map((kind) => [`dynamic secret ${kind.create}`, kind] as const),
    ...ROTATED_KINDS.map((kind) => [`rotated secret ${kind.word}`, kind] as const),
    ...TARGET_KINDS.map((kind) => [`target ${kind.word}`, kind] as const),
  ]),
  classes: { "history of a key": keyHistory as KeptClass },
};
