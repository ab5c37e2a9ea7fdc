import type { RequestFields } from "../domain/request-fields.js";
import { GatewayAnswer } from "./answer.js";
import type { CommandContext } from "./command-faults.js";
import type { Commands } from "./commands.js";

/** What a list command tells, page by page, as far as the caller may list it. */
export async function* listedEntries(
  commands: Commands,
  command: string,
  fields: RequestFields,
  entries: string,
  context: CommandContext,
): AsyncGenerator<GatewayAnswer> {
  for (let page: string | null = null, more = true; more; ) {
    const value = await commands.run(command, { ...fields, "pagination-token": page }, context);
    const answer: GatewayAnswer = new GatewayAnswer(value, context.doing);
    yield* answer.records(entries);
    const next = answer.textOrNull("next_page");
    more = next !== null && next !== page;
    page = next;
  }
}

/**
 * The items of a folder. Page by page: left to itself, the gateway walks all pages and answers with them in one piece,
 * which no client could take in a large account.
 */
export function listedItems(
  commands: Commands,
  folder: string,
  context: CommandContext,
): AsyncGenerator<GatewayAnswer> {
  const fields = { path: folder, "auto-pagination": "disabled" };
  return listedEntries(commands, "list-items", fields, "items", context);
}
