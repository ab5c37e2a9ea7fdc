import { TerraformOutput, TerraformStack, Testing } from "cdktf";
import fc from "fast-check";
import { hclText } from "../../../src/discovery/hcl.js";
import { programText } from "../../../src/discovery/typescript.js";

// Its types bring those of a browser with them, which are not what Node has.
const { parse } = jest.requireActual<{
  parse(
    file: string,
    text: string,
  ): Promise<{ readonly output: Record<string, readonly { value: string }[]> }>;
}>("@cdktf/hcl2json");

/** Texts that are made to leave a literal, of one language or another. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '"',
          "\\",
          "$",
          "%",
          "{",
          "}",
          "${",
          "$${",
          "%{",
          "%%{ if true }",
          "\n",
          "\r",
          "\t",
          "\u0000",
          "'",
          "`",
        ],
        ...[
          "#",
          "//",
          "/*",
          "*/",
          "<<EOT",
          "\u2028",
          "\u2029",
          "\u202e",
          "\ufeff",
          "é",
          "日本",
          "😀",
          "$\u007bTfToken[TOKEN.0]}",
        ],
        ...["var.x", "//", "__proto__"],
      ),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

/** Of a text that a parser of templates was given: what the template comes to, and whether anything is left to evaluate. */
function evaluated(template: string): { readonly text: string; readonly hasExpression: boolean } {
  let hasExpression = false;
  const text = template.replace(/\$\$\{|%%\{|\$\{"(\$+)"\}|[$%]\{/g, (sign, signs?: string) => {
    if (signs !== undefined) return signs;
    if (sign.length === 2) hasExpression = true;
    return sign.slice(-2);
  });
  return { text, hasExpression };
}

test("no text leaves its literal in Terraform's language, nor is one of it evaluated", async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const { output } = await parse("main.tf", `output "o" {\n  value = ${hclText(text)}\n}\n`);
      const value = output.o?.[0]?.value ?? "";
      // Terraform has every text in one normal form.
      expect(evaluated(value)).toEqual({ text: text.normalize("NFC"), hasExpression: false });
    }),
    { numRuns: 300 },
  );
});

test("no text leaves its literal in a program, and what is synthesized of it has nothing to evaluate", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const literal = programText(text);
      expect(literal).not.toMatch(/[\n\r\u2028\u2029]/);
      const value = new Function(`"use strict"; return ${literal};`)() as string;
      const stack = new TerraformStack(Testing.app(), "s");
      new TerraformOutput(stack, "o", { value });
      const synthesized = JSON.parse(Testing.synth(stack)).output.o.value as string;
      expect(evaluated(synthesized)).toEqual({ text, hasExpression: false });
    }),
    { numRuns: 300 },
  );
});
