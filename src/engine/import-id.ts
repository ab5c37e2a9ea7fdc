import { Fault } from "../errors/fault.js";
import { type Attribute, IDENTITY_ALONE, type Table } from "../vocabulary/index.js";

type Told = Readonly<Record<string, unknown>>;

/**
 * What an import id says by its type's {@link Table.importing}: `IDENTITY,attribute=value,…`, or everything by name,
 * the identity too. It is cut only in front of attributes that it may tell, so that a path or an ARN may hold commas;
 * in a named value `%2C` and `%25` are a comma and a percent sign, so that there is no value that cannot be written.
 * `headTells` reads what stands in front of the names. Default: it is the identity.
 * @throws Fault IMPORT_ID_MALFORMED
 */
export function toldByImportId(table: Table, id: string, headTells?: (head: string) => Told): Told {
  const { identity, attributes } = table;
  const { tells } = table.importing ?? IDENTITY_ALONE;
  const names = [identity, ...tells].join("|");
  const [head = "", ...parts] = id.split(new RegExp(`,(?=(?:${names})=)`));
  const isNamed = new RegExp(`^(?:${names})=`).test(head);
  const told: Record<string, unknown> = isNamed ? {} : { ...(headTells?.(head) ?? { [identity]: head }) };
  for (const part of isNamed ? [head, ...parts] : parts) {
    const sign = part.indexOf("=");
    const name = part.slice(0, sign);
    if (Object.hasOwn(told, name)) throw malformed(`${name} is told twice`);
    told[name] = toldValue(name, attributes[name], part.slice(sign + 1));
  }
  return told;
}

function toldValue(name: string, attribute: Attribute | undefined, written: string): unknown {
  if (written === "") throw malformed(`nothing stands after "${name}="`);
  const text = written.replace(/%(2C|25)/gi, (_, code) => (code === "25" ? "%" : ","));
  if (attribute?.type === "bool") {
    if (text === "true" || text === "false") return text === "true";
    throw malformed(`${name} should be true or false`);
  }
  if (attribute?.type !== "int") return text;
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw malformed(`${name} should be a whole number`);
}

function malformed(seen: string): Fault {
  return new Fault("IMPORT_ID_MALFORMED", {
    doing: "reading an import id",
    seen,
    state: "Nothing was imported.",
  });
}
