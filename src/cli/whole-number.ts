import { InvalidArgumentError } from "commander";

/** What commander is to read an option's value with: a whole number up to `most`; `what` names it in the error. */
export function wholeNumber(what: string, most: number, least = 0): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It should be ${what} from ${least} to ${most}.`);
  };
}
