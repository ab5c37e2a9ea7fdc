import { LISTED_TARGETS } from "../../types/families/target.js";
import { gatewayTypes, role } from "../../types/generated/index.js";
import type { GatewayType, ListCommand } from "../../types/mechanism/gateway-type.js";
import { rawAt } from "../../types/wire/index.js";
import type { Table } from "../../vocabulary/index.js";
import { associateRoleAuthMethodTable } from "../resources/associate-role-auth-method.js";
import { targetAwsTable } from "../resources/target-aws.js";

/** A type whose objects the gateway lists. */
export interface ListedType {
  readonly table: Table;
  readonly list: ListCommand;
  /** What is compared with the folder that is asked for. */
  readonly whose: string;
}

const described: readonly ListedType[] = (
  gatewayTypes as readonly unknown[] as readonly GatewayType[]
).flatMap(({ table, commands: { list } }) => (list ? [{ table, list, whose: "they" }] : []));

/** Not every gateway tells the type of a target, and those of AWS are called in more than one way. */
function isOfAws(entry: unknown): boolean | undefined {
  const found = rawAt(entry, "target_type");
  return typeof found === "string" && found !== "" ? /^aws/i.test(found) : undefined;
}

/** Every type that the gateway lists. What it lists by no command, no query finds. */
export const listedTypes: readonly ListedType[] = [
  { table: targetAwsTable as unknown as Table, list: { ...LISTED_TARGETS, isOf: isOfAws }, whose: "they" },
  ...described,
  // They stand in their roles.
  ...(role.commands.list
    ? [
        {
          table: associateRoleAuthMethodTable as unknown as Table,
          list: role.commands.list,
          whose: "their roles",
        },
      ]
    : []),
];
