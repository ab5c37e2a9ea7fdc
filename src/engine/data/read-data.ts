import type { Attributes } from "../../vocabulary/index.js";
import { planToAuthor } from "../author/decode.js";
import type { AuthorMisfit } from "../author/encode.js";
import type { Operation } from "../operation.js";
import { outcome } from "../outcome.js";
import { decidedValues } from "../plan/decided-values.js";
import type { Circumstances } from "../report.js";
import type { ServedBlock } from "../served-block.js";
import type { TfObject } from "../value/value.js";
import type { AnyDataSource, DataContext } from "./definition.js";

/** What a data source reads for this config; null, and reported, when it cannot be read. */
export async function readData<Client>(
  { definition, table: { attributes } }: ServedBlock<AnyDataSource<Client>>,
  config: TfObject,
  operation: Operation<Client>,
  circumstances: Circumstances,
): Promise<TfObject | null> {
  const { report } = operation;
  try {
    const decided = decidedValues(attributes, config, null);
    const context = { ...operation.context, config: planToAuthor(attributes, decided) };
    const told: unknown = await definition.read(context as unknown as DataContext<Attributes, Client>);
    const misfits: AuthorMisfit[] = [];
    const state = outcome(attributes, decided, told, misfits);
    for (const { path, text } of misfits)
      report.flaw("RESULT_UNFIT", path, path.length > 0 ? text : `what read() gives ${text}`, circumstances);
    if (misfits.length > 0) return null;
    report.redaction.addFrom(attributes, state);
    return state;
  } catch (error) {
    operation.failed(error, circumstances);
    return null;
  }
}
