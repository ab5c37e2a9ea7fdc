import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { importBlock } from "../../domain/import-block.js";
import { isSameSubClaims } from "../../domain/sub-claims.js";
import { defineResource, type OperationContext } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import type { RoleAssociationRecord, RoleAssociationShape } from "../../gateway/index.js";
import { associateRoleAuthMethodTable } from "../../schema/index.js";
import type { Table as AnyTable, PlanOf, StoredOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { importedAssociation } from "../association-import-id.js";
import { movedFromOfficial } from "../moved/from-official.js";

type Table = (typeof associateRoleAuthMethodTable)["attributes"];
type Context = Pick<OperationContext<Clients>, "client" | "signal" | "log">;

/** `latchkey_associate_role_auth_method`: known by its id, whatever role and auth method are called. */
export const associateRoleAuthMethod = defineResource<Clients>()({
  table: associateRoleAuthMethodTable,

  async create({ plan, checkpoint, ...context }) {
    const assoc_id = await make(shapeOf(plan), context);
    checkpoint({ assoc_id });
    return { assoc_id };
  },

  async read({ state, ...context }) {
    const found = await locate(state, context);
    if (!found) return null;
    return {
      assoc_id: found.id,
      role_name: found.role,
      am_name: found.authMethod,
      sub_claims: found.subClaims === undefined ? state.sub_claims : found.subClaims,
      case_sensitive: found.caseSensitive ?? state.case_sensitive ?? true,
    };
  },

  plan({ prior, planned, recompute }) {
    if (prior === null) return;
    const isOther = (name: "role_name" | "am_name") => {
      const path = planned(name);
      return typeof path !== "string" || normalizedGatewayPath(path) !== normalizedGatewayPath(prior[name]);
    };
    // Whether only a name is another is known when the renames of the same run have been carried out.
    if (isOther("role_name") || isOther("am_name")) recompute("assoc_id");
  },

  async update({ plan, prior, changed, checkpoint, ...context }) {
    const { client, signal } = context;
    const wanted = shapeOf(plan);
    const found = await locate(prior, context);
    if (found && found.role === wanted.role && found.authMethod === wanted.authMethod) {
      if (changed("sub_claims", "case_sensitive")) {
        await client.gateway.roleAssociations.update(found.id, wanted, { signal });
      }
      return { assoc_id: found.id };
    }
    if (!found) return { assoc_id: await make(wanted, context) };
    return client.thisProcess.moves.run(found.id, async (waitFor) => {
      const there = await thereAlready(wanted, context);
      if (there && (await waitFor(there.id, signal))) {
        const { role_name, am_name } = plan;
        checkpoint({ assoc_id: there.id, role_name, am_name });
        await takeOver(there, wanted, context);
        return { assoc_id: there.id };
      }
      const still = there && (await thereAlready(wanted, context));
      if (still) throw exists(wanted, still, AGAIN);
      // First gone and then made: no login has a role that neither the former nor the new association gives it, and a run
      // that fails in between leaves what the next one finds gone, and makes. What can be known before is looked at before.
      await client.gateway.roleAssociations.remove(found.id, { signal });
      try {
        return { assoc_id: await make(wanted, context) };
      } catch (error) {
        if (!Fault.is(error)) throw error;
        const state = `The former association ${found.id} is deleted; the next apply makes the new one. Beyond that: ${error.details.state}`;
        throw new Fault(error.code, { ...error.details, state });
      }
    });
  },

  async delete({ state, client, signal }) {
    if (state.assoc_id !== null) await client.gateway.roleAssociations.remove(state.assoc_id, { signal });
  },

  importId: importedAssociation,

  move: (source, context) =>
    movedFromOfficial(associateRoleAuthMethodTable as unknown as AnyTable, source, context),
});

function shapeOf(plan: PlanOf<Table>): RoleAssociationShape {
  return {
    role: normalizedGatewayPath(plan.role_name),
    authMethod: normalizedGatewayPath(plan.am_name),
    subClaims: plan.sub_claims,
    caseSensitive: plan.case_sensitive,
  };
}

/**
 * The association of a state: in its role, and where it is not there, by its id, because the role may have been renamed.
 * Of an import that names role and auth method, the only one there is of the two.
 */
async function locate(
  { assoc_id, role_name, am_name }: Partial<StoredOf<Table>>,
  { client, signal, log }: Context,
): Promise<RoleAssociationRecord | undefined> {
  const { roleAssociations } = client.gateway;
  const ofRole = role_name ? ((await roleAssociations.ofRole(role_name, { signal })) ?? []) : [];
  if (!assoc_id) return onlyOne(ofRole, normalizedGatewayPath(am_name ?? ""));
  const found = ofRole.find(({ id }) => id === assoc_id);
  if (found) return found;
  try {
    return await roleAssociations.find(assoc_id, { signal });
  } catch (error) {
    // Who may not see it under the role's new name cannot find it; for that caller it is gone.
    if (!role_name || !Fault.is(error, "GATEWAY_PERMISSION_DENIED")) throw error;
    log.log("warn", "not permitted to look for an association by its id", { id: assoc_id });
    return undefined;
  }
}

function onlyOne(
  associations: readonly RoleAssociationRecord[],
  authMethod: string,
): RoleAssociationRecord | undefined {
  const [found, ...others] = associations.filter((one) => one.authMethod === authMethod);
  if (others.length === 0) return found;
  throw new Fault("IMPORT_ID_MALFORMED", {
    doing: `importing the association of role ${found?.role} with auth method ${authMethod}`,
    seen: `there are ${others.length + 1}: ${[found, ...others].map((one) => one?.id).join(", ")}`,
    state: "Nothing was imported.",
    advice: "Give the id of one of them.",
  });
}

/**
 * The association of the two that is there, as far as the gateway tells it before the former one is deleted. Throws where
 * no other could be made either: without the role or the auth method, and where the two are associated more than once.
 */
async function thereAlready(
  wanted: RoleAssociationShape,
  { client: { gateway }, signal }: Context,
): Promise<RoleAssociationRecord | undefined> {
  const { role, authMethod: name } = wanted;
  const ofRole = await gateway.roleAssociations.ofRole(role, { signal });
  const command = "auth-method-get";
  const method = await gateway.objects.find({ command, doing: "looking for auth method", name }, { signal });
  if (!ofRole || !method) {
    throw new Fault("GATEWAY_OBJECT_MISSING", {
      doing: associating(wanted),
      seen: `the gateway has no such ${ofRole ? "auth method" : "role"}`,
      state: "Nothing was changed.",
      attribute: ofRole ? "am_name" : "role_name",
    });
  }
  const [there, another] = ofPair(ofRole, wanted);
  if (there && another) throw exists(wanted, there);
  return there;
}

/**
 * Takes over the association of another resource, which has this one's in return: both want what the other has. Nothing is
 * deleted, so that no login is without a role meanwhile; only what a login must have proved may have to change.
 */
async function takeOver(
  { id, subClaims, caseSensitive }: RoleAssociationRecord,
  wanted: RoleAssociationShape,
  { client, signal, log }: Context,
): Promise<void> {
  log.log("info", "two associations change places: each has the other's id now", { id });
  const isSame = subClaims !== undefined && isSameSubClaims(subClaims, wanted.subClaims);
  if (isSame && caseSensitive === wanted.caseSensitive) return;
  try {
    await client.gateway.roleAssociations.update(id, wanted, { signal });
  } catch (error) {
    if (!Fault.is(error)) throw error;
    const state = `It is association ${id} now, which another resource had; the next apply changes its claims. Beyond that: ${error.details.state}`;
    throw new Fault(error.code, { ...error.details, state });
  }
}

/** Makes the association, exactly once, and gives its id. What is there already is not taken over. */
async function make(wanted: RoleAssociationShape, { client, signal, log }: Context): Promise<string> {
  const { roleAssociations } = client.gateway;
  const present = async (options: { readonly signal?: AbortSignal }) =>
    ofPair((await roleAssociations.ofRole(wanted.role, options)) ?? [], wanted);
  const isWanted = ({ subClaims }: RoleAssociationRecord) =>
    isSameSubClaims(subClaims ?? null, wanted.subClaims);
  const there = (await present({ signal })).find(isWanted);
  if (there) throw exists(wanted, there);
  try {
    return await roleAssociations.create(wanted, { signal });
  } catch (error) {
    const isRefused = Fault.is(error, "GATEWAY_REFUSED");
    if (!isRefused && !Fault.is(error, "GATEWAY_REPLY_LOST")) throw error;
    const now = await present({}); // not stopped by Ctrl-C: the answer decides whether an orphan is left
    const [other] = now;
    if (isRefused && other) throw exists(wanted, other);
    const made = now.find(isWanted);
    if (isRefused || !made) throw error;
    log.log("warn", "an association got no answer to its create; it was found in its role", { id: made.id });
    return made.id;
  }
}

function ofPair(ofRole: readonly RoleAssociationRecord[], { authMethod }: RoleAssociationShape) {
  return ofRole.filter((one) => one.authMethod === authMethod);
}

const associating = ({ role, authMethod }: RoleAssociationShape) =>
  `associating role ${JSON.stringify(role)} with auth method ${JSON.stringify(authMethod)}`;

/** What helps where the one that is there is about to go elsewhere itself. */
const AGAIN =
  "If another resource of this configuration has it, and is to have another role or auth method, apply again, with a -parallelism of at least as many as change places with each other.";

function exists(wanted: RoleAssociationShape, { id }: RoleAssociationRecord, advice?: string): Fault {
  return new Fault("GATEWAY_OBJECT_EXISTS", {
    doing: associating(wanted),
    seen: `the two are associated already, by ${id}`,
    state: "Nothing was changed.",
    attribute: "am_name",
    advice: `${advice === undefined ? "" : `${advice}\n\n`}To manage the one that is there, import it, with the label of this resource for LABEL:\n\n${importBlock("latchkey_associate_role_auth_method", id)}\n\nOtherwise delete it in the gateway.`,
  });
}
