import type { Clock } from "../../domain/clock.js";
import type { Attributes } from "../../vocabulary/index.js";
import type { CallSubject, Calls } from "../calls.js";
import { type Deferral, waitsFor } from "../deferral.js";
import { Operation } from "../operation.js";
import type { WithDiagnostics } from "../provider-server.js";
import { type ServedBlock, servedBlocks } from "../served-block.js";
import { validateConfig } from "../validate/validate-config.js";
import type { TfObject } from "../value/value.js";
import type { AnyEphemeral } from "./definition.js";
import { EphemeralLife } from "./ephemeral-life.js";
import { Holdings } from "./holdings.js";

/** The calls about ephemeral resources. Private data is what Terraform carries from one call to the next. */
export interface EphemeralServer {
  /** Anything in the config may still be unknown. */
  validateEphemeralConfig(request: { typeName: string; config: TfObject }): Promise<WithDiagnostics>;

  /** The result is null where there are errors, or a reason to put it off; nothing is open then. */
  openEphemeral(request: {
    typeName: string;
    config: TfObject;
    deferralAllowed: boolean;
    /** Aborted when Terraform does not wait for the answer any more: then nothing stays open. Default: never. */
    unheard?: AbortSignal;
  }): Promise<WithDiagnostics & OpenAnswer>;

  renewEphemeral(request: { typeName: string; private: Uint8Array }): Promise<WithDiagnostics & RenewAnswer>;

  closeEphemeral(request: { typeName: string; private: Uint8Array }): Promise<WithDiagnostics>;
}

export interface RenewAnswer {
  readonly private: Uint8Array;
  /** Undefined: it needs no renewal any more. */
  readonly renewAt?: Date | undefined;
}

export interface OpenAnswer extends RenewAnswer {
  readonly result: TfObject | null;
  readonly deferral?: Deferral;
}

const NOTHING: OpenAnswer = { result: null, private: new Uint8Array() };
const UNTOUCHED = "Nothing was opened.";

/** Serves these ephemeral resources. */
export function ephemeralServer<T extends Attributes, Client>(
  provider: string,
  definitions: readonly AnyEphemeral<Client>[] | undefined,
  calls: Calls<T, Client>,
  clock: Clock,
): EphemeralServer {
  const types = servedBlocks(provider, definitions);
  const life = new EphemeralLife<Client>(new Holdings(), clock);
  const subject = (typeName: string, config?: TfObject): CallSubject<ServedBlock<AnyEphemeral<Client>>> => {
    const served = types.get(typeName);
    return {
      name: typeName,
      served,
      missing: { code: "EPHEMERAL_RESOURCE_UNKNOWN", noun: "ephemeral resource", state: UNTOUCHED },
      attributes: served?.table.attributes ?? {},
      objects: config ? [config] : [],
      state: "Whatever is open stays open until it expires.",
    };
  };
  return {
    validateEphemeralConfig: ({ typeName, config }) =>
      calls.about(subject(typeName, config), {}, async ({ table }, report) => {
        validateConfig(table, config, true, report);
        return {};
      }),

    openEphemeral: ({ typeName, config, deferralAllowed, unheard }) =>
      calls.about(subject(typeName, config), NOTHING, async (type, report) => {
        const circumstances = { doing: `opening ${typeName}`, state: UNTOUCHED };
        const waits = waitsFor(calls.session, config, deferralAllowed, report, circumstances);
        if (waits === "reported") return NOTHING;
        if (waits) return { ...NOTHING, deferral: waits };
        const operation = Operation.begin(calls.session, report, circumstances, unheard, unheard);
        if (!operation) return NOTHING;
        const last = () => Operation.beginLast(calls.session, report, circumstances);
        return (await life.open(type, config, operation, last)) ?? NOTHING;
      }),

    renewEphemeral: ({ typeName, private: data }) =>
      calls.about(subject(typeName), { private: data }, async (type, report): Promise<RenewAnswer> => {
        const circumstances = { doing: `renewing ${typeName}`, state: "It ends when it expires." };
        const operation = Operation.begin(calls.session, report, circumstances);
        return operation ? life.renew(type, data, operation, circumstances) : { private: data };
      }),

    closeEphemeral: ({ typeName, private: data }) =>
      calls.about(subject(typeName), {}, async (type, report) => {
        const circumstances = { doing: `closing ${typeName}`, state: "It may stay open until it expires." };
        const operation = Operation.beginLast(calls.session, report, circumstances);
        if (operation) await life.close(type, data, operation, circumstances);
        return {};
      }),
  };
}
