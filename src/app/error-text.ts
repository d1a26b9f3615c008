"use client";
import { TRPCClientError } from "@trpc/client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { ErrorDetail, OwabiError } from "@/lib/errors";

type Kind = OwabiError["kind"] | "signed-out" | "unreachable";

/** What the server says of an error: tRPC puts it under `data`, our other routes answer with it as JSON. */
export type AnsweredError = { kind: Kind; reason: string; detail: ErrorDetail };

/**
 * Reads an error of tRPC, or of a route that answered `{ kind, reason, detail }` and was thrown as such.
 * Whatever is not an answer of ours counts as "could not be reached".
 */
export function readError(error: unknown): AnsweredError {
  const answer = error instanceof TRPCClientError ? error.data : error;
  if (isAnswer(answer)) {
    const kind = answer.reason === "session.signed-out" ? "signed-out" : answer.kind;
    return { kind, reason: answer.reason, detail: answer.detail ?? {} };
  }
  return { kind: "unreachable", reason: "unreachable", detail: {} };
}

function isAnswer(value: unknown): value is { kind: Kind; reason: string; detail?: ErrorDetail } {
  if (typeof value !== "object" || value === null) return false;
  return "kind" in value && "reason" in value && typeof value.reason === "string";
}

/** Turns any error into one sentence in the reader's language: by its reason, else by its kind. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations("errors");
  return useCallback(
    (error: unknown) => {
      const { kind, reason, detail } = readError(error);
      if (kind === "internal" && detail.number) return t("internal", { number: String(detail.number) });
      // Reasons come from the server as text; the test of texts checks that each has an entry.
      const key = reason as Parameters<typeof t>[0];
      if (!t.has(key)) return t(`kind.${kind}`);
      const text = t(key, detail as Parameters<typeof t>[1]);
      // next-intl answers with the key itself where a value is missing.
      return text === `errors.${reason}` ? t(`kind.${kind}`) : text;
    },
    [t],
  );
}
