/** Terraform's block that takes an object over, ready to be pasted but for the label. */
export function importBlock(type: string, id: string): string {
  // In a string of HCL these two begin an interpolation.
  const text = JSON.stringify(id).replace(/[$%](?=\{)/g, "$&$&");
  return `import {\n  to = ${type}.LABEL\n  id = ${text}\n}`;
}
