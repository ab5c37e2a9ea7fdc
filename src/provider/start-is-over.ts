/**
 * Tells the runtime that what runs from now on runs often. The executables are built so that what runs at their start
 * is interpreted (`scripts/executables/compile.mjs`): to compile it takes more processor time and memory than it saves
 * a process that Terraform only asks for the schemas. Node takes no such word, and needs none.
 */
export function startIsOver(): void {
  const { Bun } = globalThis as { readonly Bun?: { readonly unsafe: { setJITPolicy(scale: number): void } } };
  Bun?.unsafe.setJITPolicy(1);
}
