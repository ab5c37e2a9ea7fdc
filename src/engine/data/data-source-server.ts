import type { Attributes } from "../../vocabulary/index.js";
import type { CallSubject, Calls } from "../calls.js";
import { type Deferral, waitsFor } from "../deferral.js";
import { Operation } from "../operation.js";
import type { WithDiagnostics } from "../provider-server.js";
import { type ServedBlock, servedBlocks } from "../served-block.js";
import { validateConfig } from "../validate/validate-config.js";
import type { TfObject } from "../value/value.js";
import type { AnyDataSource } from "./definition.js";
import { readData } from "./read-data.js";

/** The calls about data sources. */
export interface DataSourceServer {
  /** Anything in the config may still be unknown. */
  validateDataSourceConfig(request: { typeName: string; config: TfObject }): Promise<WithDiagnostics>;

  /** The state is null where there are errors, or a reason to put it off. Aborting `signal` ends it as `stop()` does. */
  readDataSource(request: {
    typeName: string;
    config: TfObject;
    deferralAllowed: boolean;
    signal?: AbortSignal;
  }): Promise<WithDiagnostics & { state: TfObject | null; deferral?: Deferral }>;
}

/** Serves these data sources. */
export function dataSourceServer<T extends Attributes, Client>(
  provider: string,
  definitions: readonly AnyDataSource<Client>[] | undefined,
  calls: Calls<T, Client>,
): DataSourceServer {
  const sources = servedBlocks(provider, definitions);
  const subject = (typeName: string, config: TfObject): CallSubject<ServedBlock<AnyDataSource<Client>>> => {
    const served = sources.get(typeName);
    const state = "Nothing was changed.";
    const missing = { code: "DATA_SOURCE_UNKNOWN", noun: "data source", state } as const;
    return {
      name: typeName,
      served,
      missing,
      attributes: served?.table.attributes ?? {},
      objects: [config],
      state,
    };
  };
  return {
    validateDataSourceConfig: ({ typeName, config }) =>
      calls.about(subject(typeName, config), {}, async ({ table }, report) => {
        validateConfig(table, config, true, report);
        return {};
      }),

    readDataSource({ typeName, config, deferralAllowed, signal }) {
      const nothing: { state: TfObject | null; deferral?: Deferral } = { state: null };
      return calls.about(subject(typeName, config), nothing, async (source, report) => {
        const circumstances = { doing: `reading ${typeName}`, state: "Nothing was changed." };
        const waits = waitsFor(calls.session, config, deferralAllowed, report, circumstances);
        if (waits === "reported") return nothing;
        if (waits) return { state: null, deferral: waits };
        const operation = Operation.begin(calls.session, report, circumstances, signal);
        return { state: operation ? await readData(source, config, operation, circumstances) : null };
      });
    },
  };
}
