import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Diagnostic, PathStep } from "../../engine/diagnostic.js";
import type { Fault } from "../../errors/fault.js";
import {
  type AttributePathSchema,
  Diagnostic_Severity,
  type DiagnosticSchema,
} from "../generated/tfplugin6_pb.js";

/** Diagnostics as they go over the wire. */
export function wireDiagnostics(
  diagnostics: readonly Diagnostic[],
): MessageInitShape<typeof DiagnosticSchema>[] {
  return diagnostics.map(({ severity, summary, detail, path }) => ({
    severity: severity === "error" ? Diagnostic_Severity.ERROR : Diagnostic_Severity.WARNING,
    summary,
    detail,
    ...(path && path.length > 0 ? { attribute: wirePath(path) } : {}),
  }));
}

/** A path as it goes over the wire. */
export function wirePath(path: readonly PathStep[]): MessageInitShape<typeof AttributePathSchema> {
  return { steps: path.map((step) => ({ selector: wireStep(step) })) };
}

/** A fault as a diagnostic without a place. */
export function faultDiagnostic(fault: Fault): Diagnostic {
  return { severity: "error", summary: fault.summary, detail: fault.detail };
}

function wireStep(step: PathStep) {
  if ("attribute" in step) return { case: "attributeName", value: step.attribute } as const;
  if ("key" in step) return { case: "elementKeyString", value: step.key } as const;
  return { case: "elementKeyInt", value: BigInt(step.index) } as const;
}
