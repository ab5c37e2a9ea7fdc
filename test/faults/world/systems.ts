import type { Propagation } from "../../../src/sandbox/aws/sandbox-aws.js";
import type { Call } from "../calls/call.js";
import type { Strike } from "../proxy/strike.js";
import type { Entry, History, Standing } from "./history.js";
import type { Person } from "./person.js";

/** AWS's own part in a rotation: which step it asked a function for, and what calls it. */
export interface Lambda {
  /** Has a function played by this from now on; a call that rejects has failed. */
  provide(name: string, played: (event: unknown) => Promise<unknown>): void;
  /** Resolves when no rotation is under way. */
  rotationsDone(): Promise<void>;
}

/** The two systems of a cell, with a proxy in each of the ways between them and from Terraform to them. */
export interface Systems {
  /** What Terraform and the providers need to find the systems, through the proxies. */
  readonly environment: Readonly<Record<string, string>>;
  readonly person: Person;
  readonly history: History;
  /** Asked for each call; set by who wants to interfere. */
  strike: (call: Call) => Strike | undefined;
  now(): Date;
  /** Lets so many seconds go by for both systems at once, and what falls due is done. */
  advance(seconds: number): Promise<void>;
  /** Also tells which key this target holds, from now on. */
  watch(target: string): void;
  standing(): Standing;
  /** Absent where AWS has no Lambda. */
  readonly lambda?: Lambda;
  /** From now on made keys are counted, `key 1` first; those before are nobody's in the story. */
  beginToCountKeys(): void;
  setPropagation(propagation: Propagation): void;
  /** Everything secret that either side ever issued. */
  issuedSecrets(): readonly string[];
  /** Whether a call of this kind changes anything, as the system that received it says. */
  isWrite(entry: Entry): boolean;
  /** What the systems recorded that did not pass a proxy, or the other way round; empty if the history is whole. */
  gaps(): readonly string[];
  close(): Promise<void>;
}
