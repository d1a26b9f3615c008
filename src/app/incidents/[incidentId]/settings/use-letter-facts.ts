"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useMemo, useState } from "react";
import { useToast } from "@/components/toast";
import { editIncidentInput } from "@/features/incidents/schema";
import { useErrorText } from "../../../error-text";
import { useTRPC } from "../../../trpc";
import { useChanged } from "../../use-changed";
import type { Incident } from "./letter-facts";
import { type FactField, factGroups, typedFact } from "./letter-fields";

type Texts = Record<FactField, string>;
const allFields: readonly FactField[] = factGroups.flatMap(({ fields }) => [...fields]);

/** The state of the form: what was typed lies over what is stored, so that a change by another person shows through. */
export function useLetterFacts(incident: Incident) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const toast = useToast();
  const errorText = useErrorText();
  const refresh = useChanged();
  const [typed, setTyped] = useState<Partial<Texts>>({});
  const [wrong, setWrong] = useState<FactField[]>([]);
  const stored = useMemo(
    () => Object.fromEntries(allFields.map((field) => [field, String(incident[field] ?? "")])) as Texts,
    [incident],
  );
  const changed = allFields.filter((field) => typed[field] !== undefined && typed[field] !== stored[field]);
  const edit = useMutation(
    trpc.incidents.edit.mutationOptions({
      onSuccess: async () => {
        await refresh();
        setTyped({});
        toast({ title: t("facts.saved") });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = Object.fromEntries(changed.map((field) => [field, typedFact(field, typed[field] ?? "")]));
    const checked = editIncidentInput.safeParse({ id: incident.id, ...given });
    const places = new Set(checked.error?.issues.map((issue) => String(issue.path[0])) ?? []);
    setWrong(allFields.filter((field) => places.has(field)));
    if (checked.success) edit.mutate(checked.data);
  };
  return {
    texts: { ...stored, ...typed } as Texts,
    change: (field: FactField, text: string) => setTyped((before) => ({ ...before, [field]: text })),
    changed,
    wrong,
    submit,
    isBusy: edit.isPending,
    problem: edit.error ? errorText(edit.error) : null,
  };
}
