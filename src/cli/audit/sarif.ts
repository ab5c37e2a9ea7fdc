import { isAbsolute, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { AuditReport, ReportedKey, ReportedPlace } from "./report.js";
import { repositoryRoot } from "./repository-root.js";
import { notes, sourcePlaceText } from "./text.js";

/** GitHub refuses more. */
const MOST_LOCATIONS = 1000;
/** So many of them are linked in the text. */
const MOST_LINKS = 10;

const HELP_URI = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html";

interface Rule {
  readonly level: "error" | "warning" | "note";
  /** From 0 to 10, by which GitHub sorts. */
  readonly severity: string;
  readonly short: string;
  readonly full: string;
}

const RULES = {
  "live-key-with-secret": {
    level: "error",
    severity: "9.8",
    short: "A live AWS access key with its secret",
    full: "An access key and a secret that AWS accepts, or that very likely belongs to it. Whoever can read the file can use the key. Delete the key in AWS; states keep old versions and backups, so taking it out of the file is not enough.",
  },
  "live-key-id": {
    level: "warning",
    severity: "4.0",
    short: "The id of a live AWS access key",
    full: "The id of an access key that is Active. The id alone opens nothing, but the key was handled here: make sure that its secret does not stand somewhere else.",
  },
  "undecided-key": {
    level: "warning",
    severity: "6.0",
    short: "An AWS access key of which AWS did not tell whether it lives",
    full: "An access key was found, and AWS was not asked or did not tell whether it still works. Run the audit with credentials of the key's account.",
  },
  "inactive-key": {
    level: "note",
    severity: "2.0",
    short: "A deactivated AWS access key",
    full: "The key is switched off, and can be switched on again. Delete it in AWS when it is not needed any more.",
  },
} as const satisfies Record<string, Rule>;
type RuleId = keyof typeof RULES;
const RULE_IDS = Object.keys(RULES) as RuleId[];

/**
 * The report as SARIF 2.1.0, in the form that GitHub's code scanning takes. A key is one result, at its first place;
 * the others are related locations. Dead keys are none, so that GitHub closes an alert when its key has been deleted.
 */
export function sarifOf(report: AuditReport, version: string): object {
  const root = repositoryRoot(process.cwd());
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "latchkey audit",
            version,
            semanticVersion: version,
            rules: RULE_IDS.map(ruleOf),
          },
        },
        columnKind: "utf16CodeUnits",
        automationDetails: { id: "latchkey-audit/" },
        invocations: [
          {
            executionSuccessful: report.unread.length === 0,
            exitCode: report.exit_code,
            toolExecutionNotifications: [
              ...report.unread.map(({ source, why }) => ({
                level: "error",
                message: { text: `${source} was not read: ${why}` },
              })),
              ...notes(report).map((text) => ({ level: "note", message: { text } })),
            ],
          },
        ],
        results: report.keys.flatMap((key) => resultOf(key, root)),
      },
    ],
  };
}

function ruleOf(id: RuleId) {
  const { level, severity, short, full } = RULES[id];
  return {
    id,
    name: id,
    shortDescription: { text: short },
    fullDescription: { text: full },
    help: { text: full, markdown: full },
    helpUri: HELP_URI,
    defaultConfiguration: { level },
    properties: {
      tags: ["security", "external/cwe/cwe-312"],
      precision: "high",
      "security-severity": severity,
    },
  };
}

function ruleFor({ verdict, secret }: ReportedKey): RuleId | undefined {
  switch (verdict) {
    case "live":
      return secret === "none" ? "live-key-id" : "live-key-with-secret";
    case "unknown":
      return "undecided-key";
    case "inactive":
      return "inactive-key";
    case "dead":
      return undefined;
  }
}

function resultOf(key: ReportedKey, root: string) {
  const id = ruleFor(key);
  const [first, ...others] = key.places;
  if (id === undefined || first === undefined) return [];
  const related = others.slice(0, MOST_LOCATIONS);
  const links = related.slice(0, MOST_LINKS).map(linkTo);
  const more = others.length - links.length + key.further_places;
  const also =
    links.length === 0 ? "" : ` Also in ${links.join(", ")}${more > 0 ? ` and ${more} more places` : ""}.`;
  return [
    {
      ruleId: id,
      ruleIndex: RULE_IDS.indexOf(id),
      level: key.counts ? RULES[id].level : "note",
      message: {
        text: `${key.key_id} is ${key.verdict}: ${key.evidence}.${inWords(first)}${also}`,
      },
      locations: [locationOf(first, root)],
      ...(related.length > 0 && {
        relatedLocations: related.map((place, index) => ({
          id: index + 1,
          ...locationOf(place, root),
          message: { text: sourcePlaceText(place) },
        })),
      }),
      partialFingerprints: { "keyId/v1": key.fingerprint },
      properties: { keyId: key.key_id, verdict: key.verdict, secret: key.secret, kind: key.kind },
    },
  ];
}

/** Where it is, in words, if a viewer cannot show it: in an archive, or in what is no file. */
function inWords({ source, entry, line, column, file }: ReportedPlace): string {
  const within = entry === null ? "" : `${entry}, `;
  if (!file) return ` It stands in ${source}, ${within}line ${line}, column ${column}.`;
  return entry === null ? "" : ` It stands in ${within}line ${line}, column ${column}, of this archive.`;
}

/** Text in square brackets and a number in round ones becomes a link to that related location. */
function linkTo(place: ReportedPlace, index: number): string {
  return `[${sourcePlaceText(place).replace(/[[\]\\]/g, "\\$&")}](${index + 1})`;
}

function locationOf(
  { source, entry, line, column, end_column: endColumn, file }: ReportedPlace,
  root: string,
) {
  // An archive has no lines that a viewer could show.
  const shown = entry === null && file;
  const region = shown ? { startLine: line, startColumn: column, endColumn } : { startLine: 1 };
  return { physicalLocation: { artifactLocation: file ? artifactOf(source, root) : ROOT, region } };
}

/**
 * What is no file, such as standard input or a state version, is in no repository either. GitHub refuses a report with
 * a result that is nowhere, so that it is told of the repository as such.
 */
const ROOT = { uri: ".", uriBaseId: "%SRCROOT%" };

/** Relative to the repository's root where it lies below it, as GitHub wants it. */
function artifactOf(source: string, root: string) {
  const path = relative(root, resolve(source));
  if (path.startsWith("..") || isAbsolute(path)) return { uri: pathToFileURL(resolve(source)).href };
  const uri = path.split(sep).map(encodeURIComponent).join("/");
  return { uri, uriBaseId: "%SRCROOT%" };
}
