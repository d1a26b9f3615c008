"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { useErrorText } from "../../../error-text";
import { useTRPCClient } from "../../../trpc";
import { useChanged } from "../../use-changed";

type Problem = { name: "labels" | "reason"; text: string };

const mostLabels = 200;

/** Reads labels as people paste them: one a line, or with commas or blanks between; each counts once. */
export function labelsIn(text: string): string[] {
  return [...new Set(text.split(/[\s,、;]+/u).filter(Boolean))];
}

/** The form of `RegisterMedia`: registers label after label, says which could not be, and can be sent again. */
export function useRegisterMedia(incidentId: string, onDone: () => void) {
  const client = useTRPCClient();
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  const changed = useChanged();
  const [isBusy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problem[]>([]);
  // A label keeps its id, so that what is registered already is not registered twice.
  const ids = useRef(new Map<string, string>());

  const register = async (label: string, mediaType: string, missing: Missing | undefined) => {
    const id = ids.current.get(label) ?? crypto.randomUUID();
    ids.current.set(label, id);
    try {
      await client.media.register.mutate({ id, incidentId, label, mediaType, missing });
      return null;
    } catch (error) {
      return { name: "labels", text: `${label}: ${errorText(error)}` } as const;
    }
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const labels = labelsIn(text("labels"));
    const missing = form.has("reason") ? { since: text("since") || null, reason: text("reason") } : undefined;
    const wrong: Problem[] = [];
    if (labels.length === 0) wrong.push({ name: "labels", text: t("media.register.no-labels") });
    if (labels.length > mostLabels)
      wrong.push({ name: "labels", text: t("media.register.too-many", { most: mostLabels }) });
    if (missing && !missing.reason) wrong.push({ name: "reason", text: t("reason.missing") });
    setProblems(wrong);
    if (wrong.length > 0) return;
    setBusy(true);
    const refused: Problem[] = [];
    for (const label of labels) {
      const problem = await register(label, text("mediaType"), missing);
      if (problem) refused.push(problem);
    }
    await changed();
    setBusy(false);
    setProblems(refused);
    if (refused.length === 0) onDone();
  };
  return { submit, isBusy, problems };
}

type Missing = { since: string | null; reason: string };
