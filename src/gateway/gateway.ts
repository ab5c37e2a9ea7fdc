import { randomUUID } from "node:crypto";
import { type ClientKeys, clientKeys } from "./client-keys.js";
import { Commands } from "./commands.js";
import { type DynamicProducers, dynamicProducers } from "./dynamic-producers.js";
import { type GatewayCaller, gatewayCaller } from "./gateway-caller.js";
import { type IssuedCredentials, issuedCredentials } from "./issued-credentials.js";
import { type Items, items } from "./items.js";
import { type ItemsWithKeys, itemsWithKeys } from "./items-with-keys.js";
import { type ObjectLists, objectLists } from "./object-lists.js";
import { type GatewayObjects, gatewayObjects } from "./objects.js";
import { type RoleAssociations, roleAssociations } from "./role-associations.js";
import { type Rotatables, rotatables } from "./rotatables.js";
import { type Rotators, rotators } from "./rotators.js";
import { type SecretValues, secretValues } from "./secret-values.js";
import { type SeedNotes, seedNotes } from "./seed-notes.js";
import type { GatewaySettings, GatewaySurroundings } from "./settings.js";
import { type StaticSecrets, staticSecrets } from "./static-secrets.js";
import { type Targets, targets } from "./targets.js";
import { type GatewayTokens, gatewayTokens } from "./tokens.js";

/** A client of one gateway. Every method throws Faults of the gateway's catalogue and nothing else on its account. */
export interface Gateway {
  /** For one answer, in milliseconds, as it was set. */
  readonly requestTimeoutMs: number;
  readonly targets: Targets;
  readonly rotators: Rotators;
  readonly rotatables: Rotatables;
  readonly dynamicProducers: DynamicProducers;
  readonly staticSecrets: StaticSecrets;
  readonly secretValues: SecretValues;
  readonly issuedCredentials: IssuedCredentials;
  readonly tokens: GatewayTokens;
  readonly caller: GatewayCaller;
  readonly seedNotes: SeedNotes;
  readonly items: Items;
  readonly objects: GatewayObjects;
  readonly lists: ObjectLists;
  readonly itemsWithKeys: ItemsWithKeys;
  readonly roleAssociations: RoleAssociations;
  readonly clientKeys: ClientKeys;
}

/** Makes a client. Nothing is loaded, logged in or called before the first method is. */
export function createGateway(settings: GatewaySettings, surroundings: GatewaySurroundings): Gateway {
  const commands = new Commands(settings, surroundings);
  return {
    requestTimeoutMs: settings.requestTimeoutMs,
    targets: targets(commands),
    rotators: rotators(commands),
    rotatables: rotatables(commands),
    dynamicProducers: dynamicProducers(commands),
    staticSecrets: staticSecrets(commands),
    secretValues: secretValues(commands),
    issuedCredentials: issuedCredentials(commands),
    tokens: gatewayTokens(commands),
    caller: gatewayCaller(commands),
    seedNotes: seedNotes(commands, randomUUID),
    items: items(commands),
    objects: gatewayObjects(commands),
    lists: objectLists(commands, surroundings.note),
    itemsWithKeys: itemsWithKeys(commands),
    roleAssociations: roleAssociations(commands),
    clientKeys: clientKeys(commands),
  };
}
