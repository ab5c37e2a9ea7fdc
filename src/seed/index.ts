export type { SeedSubject } from "./dedication.js";
export { type DiscardJob, discard } from "./discard.js";
export { discardOrphans, type OrphanJob, type OrphanResult } from "./discard-orphans.js";
export { type FindJob, findSeed, isMintedFor, seedNamedFor } from "./find-seed.js";
export { foreseeMint } from "./foresee-mint.js";
export { type ForeseenStep, type Foresight, foreseeRetirement } from "./foresee-retirement.js";
export { type Grace, graceInWords, graceOf, untilInWords } from "./grace.js";
export { type Holders, holdersReader } from "./holders.js";
export {
  type JournalEntry,
  type JournalHand,
  type JournalOutcome,
  type JournalReading,
  type JournalWork,
  type SeedInJournal,
  type SeedJournal,
  seedInJournal,
  seedNamedBy,
} from "./journal.js";
export { deletionCommands, describeKey, namesOf, span } from "./key-words.js";
export { mayBeHeld, mayBeRotated } from "./may-be-held.js";
export { type MintJob, mint, revive } from "./mint.js";
export type { FoundSeed } from "./next-find-step.js";
export type { MintResult } from "./next-mint-step.js";
export { type ProofKind, type RetireResult, type SeedStatus, seedStatus } from "./next-retire-step.js";
export { type ProofResult, proveByIdentity } from "./proof-by-use.js";
export { refuseUserItself } from "./refuse-user-itself.js";
export { type RelocateJob, relocate } from "./relocate.js";
export { type ReseedJob, reseed } from "./reseed.js";
export { type Retired, type RetireJob, retire } from "./retire.js";
export { rotatingInTurn } from "./rotation-turn.js";
export { isSettled } from "./settled.js";
export { type Standing, type StandingFacts, type StandingTerms, standingOf } from "./standing.js";
export type { RefuseStep } from "./step.js";
export type {
  AccessKey,
  Caller,
  CallerIdentity,
  FoundTarget,
  Held,
  KeyPair,
  KeyWorld,
  Outcome,
  PossibleHolder,
  PossibleHolders,
  RotatorFacts,
  SeedGateway,
  SeedIam,
  SeedWorld,
  TargetShape,
} from "./world.js";
export { isYoung } from "./young-key.js";
