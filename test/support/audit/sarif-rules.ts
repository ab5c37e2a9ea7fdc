import { z } from "zod";

/**
 * SARIF 2.1.0 as its schema has it, for the parts that the audit writes, with what GitHub's code scanning demands on
 * top: rules with texts and a severity, results that name an existing rule, one place with a file and a region, and
 * its limits. Nothing else is allowed, as in the schema.
 */
const text = z.string().min(1);
const message = z.strictObject({ text });
const level = z.enum(["none", "note", "warning", "error"]);

const rule = z.strictObject({
  id: text,
  name: text,
  shortDescription: z.strictObject({ text: text.max(1024) }),
  fullDescription: z.strictObject({ text: text.max(1024) }),
  help: z.strictObject({ text, markdown: text }),
  helpUri: z.url(),
  defaultConfiguration: z.strictObject({ level }),
  properties: z.strictObject({
    tags: z.array(text).max(20),
    precision: z.enum(["very-high", "high", "medium", "low"]),
    "security-severity": z.string().refine((score) => Number(score) > 0 && Number(score) <= 10),
  }),
});

const uri = z.string().refine((value) => {
  const resolved = new URL(value, "file:///checkout/");
  // GitHub takes no other scheme than that of the checkout.
  return resolved.protocol === "file:" && !/[\\ ]/.test(value);
}, "no URI of a file");

const place = {
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri, uriBaseId: z.literal("%SRCROOT%").optional() }),
    region: z
      .strictObject({
        startLine: z.int().min(1),
        startColumn: z.int().min(1).optional(),
        endColumn: z.int().min(1).optional(),
      })
      .refine(({ startColumn, endColumn }) => (startColumn ?? 0) <= (endColumn ?? Number.POSITIVE_INFINITY)),
  }),
};

const result = z.strictObject({
  ruleId: text,
  ruleIndex: z.int().min(0),
  level,
  message,
  locations: z.array(z.strictObject(place)).length(1),
  relatedLocations: z
    .array(z.strictObject({ id: z.int().min(1), ...place, message }))
    .min(1)
    .max(1000)
    .optional(),
  partialFingerprints: z.record(z.string(), text),
  properties: z.record(z.string(), z.unknown()),
});

export const githubSarif = z
  .strictObject({
    $schema: z.url(),
    version: z.literal("2.1.0"),
    runs: z
      .array(
        z.strictObject({
          tool: z.strictObject({
            driver: z.strictObject({
              name: text,
              version: text,
              semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
              rules: z.array(rule).min(1),
            }),
          }),
          columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
          automationDetails: z.strictObject({ id: text }),
          invocations: z.array(
            z.strictObject({
              executionSuccessful: z.boolean(),
              exitCode: z.int(),
              toolExecutionNotifications: z.array(z.strictObject({ level, message })),
            }),
          ),
          results: z.array(result).max(25_000),
        }),
      )
      .length(1),
  })
  .refine(({ runs }) =>
    runs.every(({ tool, results }) =>
      results.every(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId),
    ),
  )
  .refine(({ runs }) =>
    runs.every(({ results }) =>
      results.every(({ message: { text: words }, relatedLocations = [] }) =>
        [...words.matchAll(/\]\((\d+)\)/g)].every(([, id]) =>
          relatedLocations.some((one) => one.id === Number(id)),
        ),
      ),
    ),
  );

export type GithubSarif = z.infer<typeof githubSarif>;
