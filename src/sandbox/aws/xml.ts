/** What a response is made of. Arrays become `<member>` lists, maps become `<entry>` lists, undefined is left out. */
export type Xml =
  | string
  | number
  | boolean
  | Date
  | undefined
  | readonly Xml[]
  | ReadonlyMap<string, Xml>
  | XmlFields;

/** Elements in the order in which they are written. */
export interface XmlFields {
  readonly [element: string]: Xml;
}

const NAMESPACE = {
  iam: "https://iam.amazonaws.com/doc/2010-05-08/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
} as const;

/** The answer to an accepted call. An action that returns nothing has no result element. */
export function successXml(
  service: keyof typeof NAMESPACE,
  action: string,
  requestId: string,
  result?: XmlFields,
): string {
  const body = {
    ...(result && { [`${action}Result`]: result }),
    ResponseMetadata: { RequestId: requestId },
  };
  return `<${action}Response xmlns="${NAMESPACE[service]}">${render(body)}</${action}Response>`;
}

/** The answer to a refused call. */
export function errorXml(
  service: keyof typeof NAMESPACE,
  error: { readonly code: string; readonly message: string; readonly status: number },
  requestId: string,
): string {
  const body = {
    Error: { Type: error.status < 500 ? "Sender" : "Receiver", Code: error.code, Message: error.message },
    RequestId: requestId,
  };
  return `<ErrorResponse xmlns="${NAMESPACE[service]}">${render(body)}</ErrorResponse>`;
}

/** One element with whatever is in it. */
export function elementXml(name: string, content: XmlFields): string {
  return `<${name}>${render(content)}</${name}>`;
}

function render(value: Xml): string {
  if (value === undefined) return "";
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof Date) return value.toISOString().replace(/\.\d{3}Z$/, "Z");
  if (isList(value)) return value.map((item) => `<member>${render(item)}</member>`).join("");
  if (isMap(value)) {
    return [...value]
      .map(([key, item]) => `<entry><key>${escaped(key)}</key><value>${render(item)}</value></entry>`)
      .join("");
  }
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([element, item]) => `<${element}>${render(item)}</${element}>`)
    .join("");
}

function isList(value: object): value is readonly Xml[] {
  return Array.isArray(value);
}

function isMap(value: object): value is ReadonlyMap<string, Xml> {
  return value instanceof Map;
}

/** Characters that no XML document can hold; they come only from values that were refused. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#xD;",
};

function escaped(text: string): string {
  return text
    .replace(/[&<>"\r]/g, (character) => ENTITIES[character] ?? character)
    .replace(NOT_XML, "\uFFFD");
}
