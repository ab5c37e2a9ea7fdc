import { Fault } from "../errors/fault.js";
import type { Attributes } from "../vocabulary/index.js";
import { createObject } from "./apply/create-object.js";
import { deleteObject } from "./apply/delete-object.js";
import { updateObject } from "./apply/update-object.js";
import type { Calls } from "./calls.js";
import type { ProviderDefinition } from "./definition.js";
import { describeProvider } from "./describe-provider.js";
import { upgradedIdentity } from "./identity/upgrade-identity.js";
import { importedByIdentity, importedObject } from "./import-object.js";
import { isReadyToInvoke, runAction } from "./invoke-action.js";
import { movedObject } from "./move/move-object.js";
import { Operation } from "./operation.js";
import { brokenChangeRules } from "./plan/broken-change-rules.js";
import { lookAhead, planAhead } from "./plan/plan-ahead.js";
import { planChange } from "./plan/plan-change.js";
import { planDestroy } from "./plan/plan-destroy.js";
import type { Rerun } from "./plan/plan-hook.js";
import type { ProviderSchemas, ResourceServer, WithDiagnostics } from "./provider-server.js";
import type { ProviderSession } from "./provider-session.js";
import { readObject } from "./read-object.js";
import type { Report } from "./report.js";
import type { ServedAction, ServedResource } from "./served-resource.js";
import { describeAction, describeTable } from "./table/describe.js";
import { upgradedObject } from "./upgrade-object.js";
import { ruleFault } from "./validate/broken-rules.js";
import { validateConfig } from "./validate/validate-config.js";
import type { TfObject } from "./value/value.js";

type Request<M extends keyof ResourceServer> = Parameters<ResourceServer[M]>[0];
type Answer<M extends keyof ResourceServer> = ReturnType<ResourceServer[M]>;

/** One provider process, as far as the provider itself, its resource types and its actions go. */
export class ProviderRuntime<T extends Attributes, Client> implements ResourceServer {
  readonly #definition: ProviderDefinition<T, Client>;
  readonly #calls: Calls<T, Client>;
  readonly #session: ProviderSession<T, Client>;
  readonly #resources: ReadonlyMap<string, ServedResource<Client>>;
  readonly #actions: ReadonlyMap<string, ServedAction<Client>>;

  constructor(definition: ProviderDefinition<T, Client>, calls: Calls<T, Client>, rerun?: Rerun) {
    this.#definition = definition;
    this.#calls = calls;
    this.#session = calls.session;
    this.#resources = new Map(
      definition.resources.map((resource) => {
        const typeName = `${definition.name}_${resource.table.type}`;
        const schema = describeTable(resource.table);
        return [typeName, { typeName, definition: resource, table: resource.table, schema, rerun }] as const;
      }),
    );
    this.#actions = new Map(
      (definition.actions ?? []).map((action) => {
        const typeName = `${definition.name}_${action.table.type}`;
        const schema = describeAction(action.table);
        return [typeName, { typeName, definition: action, table: action.table, schema }] as const;
      }),
    );
  }

  schemas(): ProviderSchemas {
    const { name, table, resources, actions = [], functions = [] } = this.#definition;
    const { dataSources = [], ephemeralResources = [], listResources = [] } = this.#definition;
    return describeProvider({
      name,
      table,
      resources: resources.map((each) => each.table),
      actions: actions.map((each) => each.table),
      dataSources: dataSources.map((each) => each.table),
      ephemeralResources: ephemeralResources.map((each) => each.table),
      listResources: listResources.map((each) => each.table),
      functions: functions.map((each) => each.table),
    });
  }

  async validateProviderConfig({
    config,
  }: Request<"validateProviderConfig">): Answer<"validateProviderConfig"> {
    const { table } = this.#definition;
    const report = this.#calls.report("the provider block", table.attributes, [config]);
    validateConfig(table, config, true, report);
    return { diagnostics: report.diagnostics };
  }

  async configureProvider(request: Request<"configureProvider">): Answer<"configureProvider"> {
    this.#session.configure(request.config, request.terraformVersion);
    const { attributes } = this.#definition.table;
    const report = this.#calls.report("the provider block", attributes, [request.config]);
    try {
      this.#session.check();
    } catch (error) {
      const circumstances = { doing: "configuring the provider", state: "Nothing was changed." };
      // No path: Terraform would print the attribute's line, and a secret may be in it by mistake.
      report.caught(error, circumstances, []);
    }
    return { diagnostics: report.diagnostics };
  }

  async validateResourceConfig(request: Request<"validateResourceConfig">): Answer<"validateResourceConfig"> {
    const { typeName, config, writeOnlyAllowed } = request;
    return this.#about(typeName, [config], {}, async (resource, report) => {
      const { table } = resource;
      validateConfig(table, config, writeOnlyAllowed, report);
      // Terraform itself says nothing of a schema that is deprecated.
      if (table.deprecated !== undefined) {
        report.add({
          severity: "warning",
          summary: `${report.subject} is deprecated`,
          detail: table.deprecated,
        });
      }
      return {};
    });
  }

  async upgradeResourceState(request: Request<"upgradeResourceState">): Answer<"upgradeResourceState"> {
    const { typeName, version, stored } = request;
    return this.#about(typeName, [], {}, async (resource, report) => {
      const upgraded = upgradedObject(resource, version, stored, report);
      return upgraded ? { upgraded } : {};
    });
  }

  async upgradeResourceIdentity(
    request: Request<"upgradeResourceIdentity">,
  ): Answer<"upgradeResourceIdentity"> {
    const { typeName, version, stored } = request;
    return this.#about(typeName, [], {}, async (resource, report) => {
      const upgraded = upgradedIdentity(resource, version, stored, report);
      return upgraded ? { upgraded } : {};
    });
  }

  async readResource(request: Request<"readResource">): Answer<"readResource"> {
    const { typeName, current } = request;
    const kept = { state: current as TfObject | null, private: request.private };
    return this.#about(typeName, [current], kept, async (resource, report) => {
      const circumstances = { doing: `reading ${typeName}`, state: "The stored state is used as it is." };
      const seen = this.#session.whyNoClient();
      if (seen !== undefined) {
        report.fault(new Fault("PROVIDER_CONFIG_UNKNOWN", { ...circumstances, seen }), [], "warning");
        return kept;
      }
      const operation = Operation.begin(this.#session, report, circumstances);
      return operation ? { ...kept, state: await readObject(resource, current, operation) } : kept;
    });
  }

  async planResourceChange(request: Request<"planResourceChange">): Answer<"planResourceChange"> {
    const { typeName, prior, proposed, config, priorPrivate } = request;
    const nothing = { planned: null as TfObject | null, requiresReplace: [], plannedPrivate: priorPrivate };
    if (proposed === null || config === null) return this.#planDestroy(typeName, prior, nothing);
    const kept = { ...nothing, planned: prior ?? config };
    return this.#about(typeName, [prior, config], kept, async (resource, report) => {
      const change = planChange(resource, prior, config, report);
      const look = lookAhead(resource, prior, change);
      // A change can be planned without the settings that only its apply needs.
      if (look && !report.hasErrors && this.#session.hasClient()) {
        const circumstances = { doing: `planning to ${look} ${typeName}`, state: "Nothing was changed." };
        const operation = Operation.begin(this.#session, report, circumstances);
        const object = { prior, planned: change.planned, config };
        if (operation) await planAhead(look, resource, object, operation, circumstances);
      }
      return { ...kept, ...change };
    });
  }

  async applyResourceChange(request: Request<"applyResourceChange">): Answer<"applyResourceChange"> {
    const { typeName, prior, planned, config, plannedPrivate, unheard } = request;
    const kept = { state: prior, private: plannedPrivate };
    return this.#about(typeName, [prior, planned, config], kept, async (resource, report) => {
      const verb = prior === null ? "creating" : planned === null ? "deleting" : "updating";
      const circumstances = { doing: `${verb} ${typeName}`, state: "Nothing was changed." };
      if (planned !== null) {
        // Planning has looked, too, as far as it knew the values.
        for (const rule of brokenChangeRules(resource.table, prior, config ?? planned, planned)) {
          report.fault(ruleFault(rule, circumstances));
        }
        if (report.hasErrors) return kept;
      }
      const operation = Operation.begin(this.#session, report, circumstances, undefined, unheard);
      if (!operation) return kept;
      return { ...kept, state: await this.#apply(resource, { prior, planned, config }, operation) };
    });
  }

  async importResourceState(request: Request<"importResourceState">): Answer<"importResourceState"> {
    const { typeName, id, identity } = request;
    return this.#about(typeName, [], { imported: [] }, async (resource, report) => {
      const circumstances = { doing: `importing ${typeName}`, state: "Nothing was imported." };
      if (!Operation.begin(this.#session, report, circumstances)) return { imported: [] };
      const state = identity
        ? importedByIdentity(resource, identity, report)
        : importedObject(resource, id, report);
      return { imported: state ? [{ typeName, state, private: new Uint8Array() }] : [] };
    });
  }

  async moveResourceState(request: Request<"moveResourceState">): Answer<"moveResourceState"> {
    const source = {
      provider: request.sourceProviderAddress,
      type: request.sourceTypeName,
      version: request.sourceSchemaVersion,
      state: request.sourceState,
    };
    return this.#about(request.targetTypeName, [], {}, async (resource, report) => {
      const state = movedObject(resource, source, report);
      return state ? { state } : {};
    });
  }

  async validateActionConfig(request: Request<"validateActionConfig">): Answer<"validateActionConfig"> {
    const { actionType, config } = request;
    return this.#aboutAction(actionType, config, async (action, report) =>
      validateConfig(action.table, config, true, report),
    );
  }

  async planAction(request: Request<"planAction">): Answer<"planAction"> {
    return this.validateActionConfig(request);
  }

  async invokeAction(
    { actionType, config, signal }: Request<"invokeAction">,
    progress: (message: string) => void,
  ): Answer<"invokeAction"> {
    return this.#aboutAction(actionType, config, async (action, report) => {
      if (!isReadyToInvoke(action, config, report)) return;
      const circumstances = { doing: `invoking ${actionType}`, state: "Nothing was done." };
      const operation = Operation.begin(this.#session, report, circumstances, signal);
      if (operation) await runAction(action, config, operation, progress);
    });
  }

  stop(): void {
    this.#session.stop();
  }

  /** Null is the plan of a destroy whatever an author says; but an author may have it refused. */
  async #planDestroy<R extends object>(
    typeName: string,
    prior: TfObject | null,
    nothing: R,
  ): Promise<R & WithDiagnostics> {
    return this.#about(typeName, [prior], nothing, async (resource, report) => {
      if (prior === null || !resource.definition.planDestroy || this.#session.whyNoClient()) return nothing;
      const circumstances = { doing: `planning to delete ${typeName}`, state: "Nothing was changed." };
      const operation = Operation.begin(this.#session, report, circumstances);
      if (operation) await planDestroy(resource, prior, operation, circumstances);
      return nothing;
    });
  }

  async #apply(
    resource: ServedResource<Client>,
    change: Pick<Request<"applyResourceChange">, "prior" | "planned" | "config">,
    operation: Operation<Client>,
  ): Promise<TfObject | null> {
    const { prior, planned, config } = change;
    if (planned === null) return prior === null ? null : deleteObject(resource, prior, operation);
    if (prior === null) return createObject(resource, planned, config ?? planned, operation);
    return updateObject(resource, prior, planned, config ?? planned, operation);
  }

  /** Answers a call about one type. Should the engine itself fail, what was there before is the answer. */
  #about<R extends object>(
    typeName: string,
    objects: readonly (TfObject | null)[],
    kept: R,
    answer: (resource: ServedResource<Client>, report: Report) => Promise<R>,
  ): Promise<R & WithDiagnostics> {
    const served = this.#resources.get(typeName);
    const state = "The state is kept as it was.";
    const missing = { code: "RESOURCE_TYPE_UNKNOWN", noun: "type", state } as const;
    const attributes = served?.table.attributes ?? {};
    return this.#calls.about({ name: typeName, served, missing, attributes, objects, state }, kept, answer);
  }

  /** The same about one action, which keeps nothing. */
  #aboutAction(
    actionType: string,
    config: TfObject,
    answer: (action: ServedAction<Client>, report: Report) => Promise<void>,
  ): Promise<WithDiagnostics> {
    const served = this.#actions.get(actionType);
    const subject = {
      name: actionType,
      served,
      missing: { code: "ACTION_TYPE_UNKNOWN", noun: "action", state: "Nothing was done." },
      attributes: served?.table.attributes ?? {},
      objects: [config],
      state: "What was done is not known.",
    } as const;
    return this.#calls.about(subject, {}, async (action, report) => {
      await answer(action, report);
      return {};
    });
  }
}
