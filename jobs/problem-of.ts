import type { ErrorDetail } from "@/lib/errors";
import { OwabiError } from "@/lib/errors";

/**
 * What a screen may tell of input that cannot be read: reason and place. Rethrows everything else, so that the
 * task is tried again.
 */
export function problemOf(error: unknown): { reason: string; detail: Record<string, ErrorDetail[string]> } {
  if (error instanceof OwabiError && (error.kind === "invalid" || error.kind === "limit-reached")) {
    return { reason: error.reason, detail: { ...error.detail } };
  }
  throw error;
}
