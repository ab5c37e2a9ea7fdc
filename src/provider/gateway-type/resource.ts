import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { markTexts } from "../../domain/making-mark.js";
import type { ReadContext, ResourceDefinition, UpdateContext } from "../../engine/definition.js";
import { isImported } from "../../engine/imported.js";
import { Fault } from "../../errors/fault.js";
import { heldOrNone, isAsSent, storedFrom, valuesNow } from "../../types/mechanism/answers.js";
import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import {
  changedBy,
  createFields,
  missingSecrets,
  updateFields,
  updateRequests,
  type Values,
} from "../../types/mechanism/requests.js";
import type { Attributes, ComputedOf, StoredOf, Table } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { createNew } from "../create-new.js";
import { movedFromOfficial } from "../moved/from-official.js";
import { renamedHere } from "../moved/renamed-here.js";
import { type OwnObject, ownToDelete, readOwn, whose } from "../own-object.js";
import { updateOwn } from "../update-own.js";
import type { Behaviour, Making } from "./behaviour.js";
import { readInBulk } from "./bulk-reads.js";
import { computedOf, isDecided, numberFrom, numberTo } from "./computed.js";
import { warnOfFirstVersions } from "./first-versions.js";
import { askForHeld } from "./held-secrets.js";
import { isUnfinishedAndProtected, PROTECTION, refuseProtected } from "./protection.js";
import { refuseOverRotator } from "./rotated-target.js";
import { type FoundObject, shelfOf } from "./shelf.js";
import { warnOfTakenSecrets } from "./taken-secrets.js";
import { canBeSentAgain, holdsWhatIsSent, untoldOf } from "./untold.js";

/** A described type, as a resource. */
export interface GatewayResource<T extends Attributes> extends ResourceDefinition<T, Clients> {
  /** The same with another table, which differs in what its type is called. */
  withTable(table: Table<T>): GatewayResource<T>;
  /** What a read stores of an object that was found. */
  stored(found: FoundObject, context: ReadContext<T, Clients>): Promise<StoredOf<T>>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of resources holds types with different attributes
export type AnyGatewayResource = GatewayResource<any>;

/**
 * A resource type that its description says everything of: one function for all of them. What a type does beside that
 * is its behaviour.
 */
export function gatewayResource<T extends Attributes>(
  described: GatewayType<T>,
  behaviour: Behaviour<T> = {},
): GatewayResource<T> {
  const type = described as unknown as GatewayType;
  const { noun, numbered, readyName } = type;

  const own = (state: Values, { gateway }: Clients, change?: () => Values): OwnObject<FoundObject> => ({
    noun,
    name: String(state[type.table.identity]),
    number: numbered === undefined ? null : numberFrom(state[numbered]),
    shelf: shelfOf(type, gateway, change as never),
  });

  async function make(context: Making<T>): Promise<ComputedOf<T>> {
    const { plan, secrets: given, checkpoint, ...rest } = context;
    const secrets = behaviour.secretsOfNew?.({ plan, secrets: given }) ?? given;
    const values: Values = { ...plan, ...secrets };
    const name = normalizedGatewayPath(String(values[type.table.identity]));
    const shelf = shelfOf(type, rest.client.gateway);
    const untoldIn = (there: FoundObject) =>
      untoldOf(type, values, there, behaviour.holdsSameSecret !== undefined);
    /** All that an update takes, of an object that this create has begun or found. */
    const fieldsFor = (update: string, found: FoundObject, mark: string | null) => {
      const now = valuesNow(type, found);
      const all = { plan: plan as Values, prior: {}, secrets: secrets as Values, now };
      return updateFields(type, update, all, mark ?? undefined);
    };
    let learnt: Partial<ComputedOf<T>> | undefined;
    const found = await createNew<FoundObject>({
      type: `latchkey_${type.table.type}`,
      noun,
      name,
      context: rest,
      find: (options) => shelf.find(name, options),
      create: ({ mark, ...options }) =>
        shelf.send("once", type.commands.create, "creating", name, createFields(type, values, mark), options),
      async remark(found, mark, options) {
        const { retag } = type.commands;
        const wire = type.table.attributes[type.marked ?? ""]?.wire;
        if (retag && wire?.role === "tags") {
          const change = { add: mark === null ? [] : [mark], remove: markTexts(found) };
          return rest.client.gateway.items.changeTags(found.name, change, options);
        }
        const update = changedBy(type, wire);
        if (update === undefined) return;
        return shelf.send("change", update, "updating", found.name, fieldsFor(update, found, mark), options);
      },
      isAsSent: (there) => isAsSent(type, values, there) && canBeSentAgain(type, untoldIn(there)),
      holdsSameSecret: async (options, there) => {
        if (behaviour.holdsSameSecret) return behaviour.holdsSameSecret(context, options);
        if (untoldIn(there).length === 0) return true;
        return holdsWhatIsSent(type, rest.client.gateway.objects, values, there, options);
      },
      async sendAgain(there, mark, options) {
        const { update } = type.commands;
        if (update === undefined || untoldIn(there).length === 0) return;
        const fields = fieldsFor(update, there, mark);
        await shelf.send("change", update, "completing", there.name, fields, options);
      },
      async complete(made) {
        learnt = await behaviour.after?.(context, made);
      },
      track: (number) =>
        checkpoint(
          (numbered === undefined ? {} : { [numbered]: numberTo(type, number) }) as Partial<ComputedOf<T>>,
        ),
    });
    return { ...computedOf<T>(type, found), ...learnt };
  }

  async function change(context: UpdateContext<T, Clients>, found: FoundObject | undefined) {
    const { plan, prior, secrets, client, signal, checkpoint, changed } = context;
    const shelf = shelfOf(type, client.gateway);
    const values = { plan: plan as Values, prior: prior as Values, secrets: secrets as Values };
    const requestsWith = (held: Values | undefined) =>
      updateRequests(type, {
        ...values,
        changed: changed as (name: string) => boolean,
        now: found && valuesNow(type, found),
        held,
      });
    let requests = requestsWith(found && heldOrNone(type, found));
    if (found && requests.some(({ command }) => command === type.commands.update)) {
      const asked = await askForHeld(type, client.gateway.objects, found.name, { ...values, signal });
      requests = requestsWith({ ...heldOrNone(type, found), ...asked });
    }
    for (const { fields } of requests) refuseMissing(type, fields, context);
    if (found) await refuseOverRotator(type, client.gateway.objects, found.name, { ...values, signal });
    const known: Partial<ComputedOf<T>> = {};
    for (const request of requests) {
      const { command, fields, versions } = request;
      const told = found && (await behaviour.send?.(context, request, found));
      if (!told) {
        const doing = command === type.commands.update ? "updating" : "updating the value of";
        await shelf.send("change", command, doing, String(plan[type.table.identity as never]), fields, {
          signal,
        });
      }
      if (told || Object.keys(versions).length > 0) checkpoint({ ...versions, ...told } as never);
      Object.assign(known, told);
    }
    if (found) await behaviour.after?.(context, found);
    return { ...(await afterUpdate(context)), ...known };
  }

  /** What the provider decides is what it was, unless an update may change it. */
  async function afterUpdate({ plan, prior, client }: UpdateContext<T, Clients>): Promise<ComputedOf<T>> {
    const computed = Object.entries(type.table.attributes).filter(([, attribute]) => isDecided(attribute));
    const was = Object.fromEntries(computed.map(([name]) => [name, (prior as Values)[name] ?? null]));
    // The object has its planned name by now, a rename included.
    if (readyName) was[readyName] = normalizedGatewayPath(String((plan as Values)[type.table.identity]));
    if (computed.every(([name, { stable }]) => stable || name === numbered)) return was as ComputedOf<T>;
    const found = await shelfOf(type, client.gateway).find(String((plan as Values)[type.table.identity]), {});
    return {
      ...was,
      ...(found && computedOf<T>(type, found)),
      ...(numbered && { [numbered]: was[numbered] }),
    } as ComputedOf<T>;
  }

  async function stored(
    found: FoundObject,
    { state, ...context }: ReadContext<T, Clients>,
  ): Promise<StoredOf<T>> {
    const { values, kept } = storedFrom(type, state as Values, found);
    if (kept.length > 0) {
      context.warn(
        "Answer of the gateway not understood",
        `What the gateway says of ${noun} ${JSON.stringify(found.name)} is not all that was looked for: ${kept.join("; ")}. That was kept as it is stored, so that a change of it in the gateway is not seen.`,
      );
    }
    return {
      ...values,
      ...(isImported(type.table, state as Values) && ofItsOwnAccord(type, values)),
      ...(await behaviour.beside?.({ state, ...context }, found)),
      [type.table.identity]: found.name,
      ...(numbered && found.id !== null && { [numbered]: found.id }),
    } as unknown as StoredOf<T>;
  }

  return {
    table: described.table,

    withTable: (table) => gatewayResource({ ...described, table }, behaviour),

    move: (source, context) =>
      renamedHere(type.table, source) ??
      movedFromOfficial(type.table, source, context, {
        names: type.officially,
        usually: type.officialDefaults,
        fixed: { ...type.fixed.create, ...type.fixed.update },
      }),

    async create(context) {
      await behaviour.before?.(context);
      return make(context);
    },

    async read({ state, ...context }) {
      const object = own(state as Values, context.client);
      const found = await readOwn(readInBulk(type, object, state as Values, context), context);
      return found && stored(found, { state, ...context });
    },

    stored,

    plan(context) {
      warnOfFirstVersions(type, context as never);
      warnOfTakenSecrets(type, context as never);
      const { prior, planned, recompute } = context;
      const { identity } = type.table;
      if (readyName && prior !== null && planned(identity as never) !== (prior as Values)[identity]) {
        recompute(readyName as never);
      }
      behaviour.plan?.(context);
    },

    ...(behaviour.foresee && { planCreate: behaviour.foresee }),
    ...((behaviour.foresee || behaviour.foreseeUpdate) && {
      async planUpdate(context) {
        await behaviour.foresee?.(context);
        await behaviour.foreseeUpdate?.(context);
      },
    }),

    ...(type.commands.update !== undefined && {
      async update(context: UpdateContext<T, Clients>) {
        const { plan, prior, secrets, client } = context;
        await behaviour.before?.(context);
        let there: FoundObject | undefined;
        const rest = () => {
          const values = { plan: plan as Values, prior: prior as Values, secrets: secrets as Values };
          const change = { ...values, now: undefined, held: there?.held };
          const fields = updateFields(type, type.commands.update, change);
          refuseMissing(type, fields, context);
          return fields;
        };
        const object = own(prior as Values, client, rest);
        const shelf = {
          ...object.shelf,
          async find(...asked: Parameters<typeof object.shelf.find>) {
            const seen = await object.shelf.find(...asked);
            there ??= seen;
            return seen;
          },
        };
        return updateOwn({ ...object, shelf }, context as never, async (found) => {
          const making = { ...context, checkpoint: context.checkpoint as Making<T>["checkpoint"] };
          const instead = found && (await behaviour.instead?.(context, found, () => make(making)));
          return instead ?? change(context, found);
        });
      },
    }),

    ...(PROTECTION in type.table.attributes && {
      async planDestroy({ state, ...context }: ReadContext<T, Clients>) {
        if ((state as Values)[PROTECTION] !== true) return;
        const object = own(state as Values, context.client);
        refuseProtected(noun, object.name, await whose(object, context));
      },
    }),

    async delete({ state, ...context }) {
      const { client, signal } = context;
      const found = await ownToDelete(own(state as Values, client), context);
      if (!found) return;
      const shelf = shelfOf(type, client.gateway);
      const { update } = type.commands;
      if (update !== undefined && isUnfinishedAndProtected(found)) {
        const values = { ...(state as Values), ...valuesNow(type, found), [PROTECTION]: false };
        const rest = { prior: values, secrets: {}, now: values, held: found.held };
        const fields = updateFields(type, update, { plan: values, ...rest });
        await shelf.send("change", update, "deleting", found.name, fields, { signal });
      }
      await behaviour.beforeDelete?.({ state, ...context }, found);
      await shelf.remove(found.name, { signal });
    },
  };
}

/** What the official provider has said of its own accord, left to the gateway. */
function ofItsOwnAccord({ officialDefaults }: GatewayType, values: Values): Values {
  const said = Object.keys(officialDefaults).filter((name) => values[name] === officialDefaults[name]);
  return Object.fromEntries(said.map((name) => [name, null]));
}

/** Without a secret that it has to send, an update would blank it: refused, before anything is written. */
function refuseMissing(
  type: GatewayType,
  fields: Parameters<typeof missingSecrets>[1],
  { plan }: { readonly plan: unknown },
): void {
  const [missing] = missingSecrets(type, fields, plan as Values);
  if (missing === undefined) return;
  throw new Fault("VALUE_NOT_ALLOWED", {
    doing: `updating ${type.noun} ${JSON.stringify((plan as Values)[type.table.identity])}`,
    seen: `${missing} came without a value, the gateway tells none that could be sent back, and takes away what an update does not send`,
    state: "Nothing was changed.",
    attribute: missing,
  });
}
