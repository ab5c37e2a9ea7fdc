import type { Clock } from "../../domain/clock.js";
import type { Attributes } from "../../vocabulary/index.js";
import { planToAuthor } from "../author/decode.js";
import type { Operation } from "../operation.js";
import { decidedValues } from "../plan/decided-values.js";
import { Redaction } from "../redaction.js";
import type { Circumstances } from "../report.js";
import type { ServedBlock } from "../served-block.js";
import type { TfObject } from "../value/value.js";
import type { AnyEphemeral, OpenContext } from "./definition.js";
import type { OpenAnswer, RenewAnswer } from "./ephemeral-server.js";
import type { Holdings } from "./holdings.js";
import { type HeldAnswer, heldBy, openedBy } from "./opened.js";

type Type<Client> = ServedBlock<AnyEphemeral<Client>>;

/** What becomes of an ephemeral resource, from its opening to its end. */
export class EphemeralLife<Client> {
  constructor(
    private readonly holdings: Holdings,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens it; undefined, and reported, when there is nothing to hand over. What was opened and cannot be handed over is
   * closed again, in an operation of its own: Terraform knows of nothing to close.
   */
  async open(
    type: Type<Client>,
    config: TfObject,
    operation: Operation<Client>,
    last: () => Operation<Client> | undefined,
  ): Promise<OpenAnswer | undefined> {
    const { definition, table, typeName } = type;
    const { attributes } = table;
    const circumstances = { doing: `opening ${typeName}`, state: "Nothing was opened." };
    let told: unknown;
    let decided: TfObject;
    try {
      decided = decidedValues(attributes, config, null);
      const context = { ...operation.context, config: planToAuthor(attributes, decided) };
      told = await definition.open(context as unknown as OpenContext<Attributes, Client>);
    } catch (error) {
      operation.failed(error, circumstances);
      return undefined;
    }
    const { result, ...rest } = openedBy(definition, decided, told);
    operation.report.redaction.addFrom(attributes, result);
    this.#tellMisfits(type, rest, operation, "open()");
    if (rest.misfits.length === 0 && operation.isAwaited()) {
      const redaction = new Redaction().addAll(operation.report.redaction);
      return { result, private: this.holdings.add(rest.kept, redaction), ...this.#renewal(rest) };
    }
    const closing = last();
    if (closing) {
      await this.#giveBack(type, rest.kept, closing, {
        doing: `closing ${typeName}, which could not be handed over`,
        state: "It may stay open until it expires.",
      });
    }
    return undefined;
  }

  /** Prolongs it. After a failure there is no further try, and the resource ends when it expires. */
  async renew(
    type: Type<Client>,
    data: Uint8Array,
    operation: Operation<Client>,
    circumstances: Circumstances,
  ): Promise<RenewAnswer> {
    const holding = this.holdings.find(data);
    if (holding.redaction) operation.report.redaction.addAll(holding.redaction);
    const { definition } = type;
    try {
      if (!definition.renew) return { private: data };
      const told: unknown = await definition.renew({ ...operation.context, kept: holding.kept });
      const held = heldBy(definition, told);
      this.#tellMisfits(type, held, operation, "renew()");
      if (held.misfits.length > 0) return { private: data };
      const kept = held.kept === undefined ? holding.kept : held.kept;
      return { private: this.holdings.renewed(holding, kept), ...this.#renewal(held) };
    } catch (error) {
      operation.failed(error, circumstances);
      return { private: data };
    }
  }

  /** Gives it back. */
  async close(
    type: Type<Client>,
    data: Uint8Array,
    operation: Operation<Client>,
    circumstances: Circumstances,
  ): Promise<void> {
    const holding = this.holdings.find(data);
    if (holding.redaction) operation.report.redaction.addAll(holding.redaction);
    await this.#giveBack(type, holding.kept, operation, circumstances);
    this.holdings.remove(holding);
  }

  async #giveBack(
    { definition }: Type<Client>,
    kept: unknown,
    operation: Operation<Client>,
    circumstances: Circumstances,
  ): Promise<void> {
    try {
      await definition.close?.({ ...operation.context, kept });
    } catch (error) {
      operation.failed(error, circumstances);
    }
  }

  #renewal({ renewInSeconds }: HeldAnswer): Pick<RenewAnswer, "renewAt"> {
    if (renewInSeconds === undefined) return {};
    return { renewAt: new Date(this.clock.now().getTime() + renewInSeconds * 1_000) };
  }

  #tellMisfits(
    { typeName }: Type<Client>,
    { misfits }: HeldAnswer,
    { report }: Operation<Client>,
    by: string,
  ): void {
    for (const { path, text } of misfits) {
      const circumstances = { doing: `using what ${by} of ${typeName} gave`, state: "It is not used." };
      report.flaw("RESULT_UNFIT", path, text, circumstances);
    }
  }
}
