import type { AskedLogin } from "./login.js";

/** Apart by less, clocks are as good as the same; AWS takes a signature for a quarter of an hour. */
const TOLERATED_MS = 5 * 60_000;

/** What these show is good for minutes, from or until a moment of the clock of this machine. */
const TIMED: ReadonlySet<AskedLogin["kind"]> = new Set<AskedLogin["kind"]>(["aws_iam", "jwt", "cert"]);

/** What an error says before all else where the clocks of both sides are apart. */
export interface ClockDifference {
  readonly seen: string;
  readonly advice: string;
}

/** Undefined where the clocks agree, the answer tells no date, or no clock has a part in such a login. */
export function clockDifference(
  kind: AskedLogin["kind"],
  answeredAt: Date | undefined,
  now: Date,
): ClockDifference | undefined {
  if (answeredAt === undefined || !TIMED.has(kind)) return undefined;
  const ms = now.getTime() - answeredAt.getTime();
  if (Math.abs(ms) <= TOLERATED_MS) return undefined;
  return {
    seen: `the clock of this machine is ${minutesOf(ms)} ${ms < 0 ? "behind" : "ahead of"} that of the gateway's answer`,
    advice:
      "Set the clock that is wrong, and try again: what this login shows is good for minutes only. Where it is refused all the same:",
  };
}

function minutesOf(ms: number): string {
  return `${Math.round(Math.abs(ms) / 60_000)} minutes`;
}
