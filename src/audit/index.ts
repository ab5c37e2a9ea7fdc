export { inquire, withoutAsking } from "./ask/inquiry.js";
export type { KeyJudgement, KeyVerdict, SecretSeen } from "./ask/judgement.js";
export { knows, refuses } from "./ask/sts-codes.js";
export type { AwsWitness, SigningKey, StsAnswer } from "./ask/witness.js";
export type { FoundKey, KeyKind, NamedPlace } from "./ledger.js";
export { filesAt } from "./read/files.js";
export type { Opaque } from "./read/opaque.js";
export { isUnread, type Source, type UnreadSource } from "./read/source.js";
export { type AuditScan, type ScanProgress, scanAll } from "./scan.js";
