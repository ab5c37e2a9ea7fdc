import type { RequestFields } from "../../domain/request-fields.js";
import {
  type Attributes,
  type ImportForm,
  type Rule,
  type Table,
  table,
  type WireRole,
} from "../../vocabulary/index.js";

/** How all objects of a kind are listed, page by page. */
export interface ListCommand {
  readonly command: string;
  /** The field of an answer that has the entries. */
  readonly entries: string;
  /** What the request says beside the page. Default: nothing. */
  readonly fields?: RequestFields;
  /** Where an entry has the path and the number. Default: where an answer to the read command has them. */
  readonly name?: string;
  readonly number?: string;
  /**
   * What a request for one page of it says further, where an entry tells all that an answer to the read command does:
   * then a refresh of many is answered by pages. Default: entries tell less, and each is read by its name.
   */
  readonly page?: RequestFields;
  /** The field of a request that limits the list to what is below a folder. Default: it cannot be limited. */
  readonly below?: string;
  /** Where an entry has the tags. Default: objects of the kind have none. */
  readonly tags?: string;
  /** Where an entry has the gateway's word for the kind. Default: all are of one kind. */
  readonly kind?: string;
  /**
   * Whether an entry is about an object of the type; undefined where only an answer to the read command says so.
   * Default: the list has no others.
   */
  readonly isOf?: (entry: unknown) => boolean | undefined;
}

/** The commands of a kind. Each takes the object's path as `name`. */
export interface GatewayCommands {
  readonly create: string;
  readonly read: string;
  /** What the request to read one asks for beside the name. Default: nothing. */
  readonly asking?: RequestFields;
  /** Default: everything replaces. */
  readonly update?: string;
  readonly delete: string;
  readonly list?: ListCommand;
  /** What renames by `new-name` and leaves the rest as it is. Default: the update, which is given the rest again. */
  readonly rename?: { readonly command: string; readonly fields: RequestFields };
  /** What changes tags alone, by `add-tag` and `rm-tag`. Default: the update, which is given the rest again. */
  readonly retag?: { readonly command: string; readonly fields: RequestFields };
}

/** What all kinds of a family have in common. */
export interface Family {
  /** What a person calls any object of the family, such as `target`. Default: each kind as a person calls it. */
  readonly called?: string;
  readonly commands: Omit<GatewayCommands, "create">;
  /** Says what an object is that was found under the path and is not of the kind; undefined for one that is. */
  readonly otherKind?: (answer: unknown) => string | undefined;
  /** The tree of names in which their paths are unique, such as `items`. Default: each kind has one for itself. */
  readonly tree?: string;
}

/** Everything that is to be said about one type of object in the gateway. Pure data. */
export interface GatewayType<T extends Attributes = Attributes> extends Omit<Family, "tree" | "called"> {
  readonly table: Table<T>;
  /** What a person calls one of them, such as `rotator`. */
  readonly noun: string;
  /** What a person calls any object of its family, such as `target`. */
  readonly called: string;
  readonly commands: GatewayCommands;
  /** What every create and every update says, whatever the attributes are. */
  readonly fixed: { readonly create: RequestFields; readonly update: RequestFields };
  /** The attribute with the gateway's own number; undefined for objects that have none. */
  readonly numbered: (keyof T & string) | undefined;
  /** The attribute that tells the path once more when the object is there; undefined where none does. */
  readonly readyName: (keyof T & string) | undefined;
  /** The attribute that bears the mark of an unfinished create; undefined where none can. */
  readonly marked: (keyof T & string) | undefined;
  /** Whether the gateway has its objects by names without a leading slash. Here they are paths all the same. */
  readonly isPlainName: boolean;
  /** What the official provider calls an attribute, where neither we nor the gateway call it so. */
  readonly officially: { readonly [attribute: string]: string };
  /**
   * What the official provider says of its own accord, of attributes that are left to the gateway here: where an object
   * comes from elsewhere, by a move or an import, it is nothing that a deployer has said.
   */
  readonly officialDefaults: { readonly [attribute: string]: string };
}

interface Written<T extends Attributes> {
  readonly type: string;
  readonly doc: string;
  readonly noun?: string;
  readonly family?: Family;
  readonly commands: Partial<GatewayCommands> & Pick<GatewayCommands, "create">;
  readonly fixed?: { readonly create?: RequestFields; readonly update?: RequestFields };
  readonly otherKind?: (answer: unknown) => string | undefined;
  readonly tree?: string;
  /** Default: no, the gateway has paths. */
  readonly isPlainName?: boolean;
  readonly attributes: T;
  readonly rules?: readonly Rule[];
  readonly importing?: ImportForm<keyof T & string>;
  readonly version?: number;
  readonly formerly?: string;
  readonly officially?: { readonly [A in keyof T & string]?: string };
  readonly officialDefaults?: { readonly [A in keyof T & string]?: string };
}

/**
 * A type of object in the gateway, of which everything else derives. Default: named by its type in words; the commands
 * and the kind of its family; no rules between attributes; imported by its path alone.
 */
export function gatewayType<const T extends Attributes>({
  type,
  doc,
  noun = type.replaceAll("_", " "),
  family,
  commands,
  fixed = {},
  otherKind = family?.otherKind,
  tree = family?.tree,
  isPlainName = false,
  attributes,
  officially = {},
  officialDefaults = {},
  ...rest
}: Written<T>): GatewayType<T> {
  const withRole = (role: WireRole) =>
    Object.keys(attributes).find((name) => attributes[name]?.wire?.role === role);
  const all = { ...family?.commands, ...commands } as GatewayCommands;
  return {
    table: table<T>({ type, doc, identity: "name", ...(tree && { tree }), attributes, ...rest } as never),
    noun,
    called: family?.called ?? noun,
    commands: all,
    fixed: { create: fixed.create ?? {}, update: fixed.update ?? {} },
    ...(otherKind && { otherKind }),
    numbered: withRole("number"),
    readyName: withRole("readyName"),
    marked: withRole("tags") ?? withRole("text"),
    isPlainName,
    officially: officially as { readonly [attribute: string]: string },
    officialDefaults: officialDefaults as { readonly [attribute: string]: string },
  };
}
