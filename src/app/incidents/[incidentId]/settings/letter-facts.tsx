"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import type { Outputs } from "../../outputs";
import { useBlocked } from "../../signed-in-context";
import { FactInput } from "./fact-input";
import { factGroups, isSaidInLetters } from "./letter-fields";
import { useLetterFacts } from "./use-letter-facts";

export type Incident = Outputs["incidents"]["get"];

/** The form of what the letters say. Only what was changed is sent. */
export function LetterFacts({ incident }: { incident: Incident }) {
  const t = useTranslations("incidents");
  const blocked = useBlocked();
  const formId = useId();
  const form = useLetterFacts(incident);
  const empty = factGroups.flatMap(({ fields }) =>
    fields.filter((field) => isSaidInLetters(field) && form.texts[field].trim() === ""),
  );
  return (
    <form id={formId} noValidate onSubmit={form.submit}>
      <Section title={t("facts.title")} lead={t("facts.lead")}>
        {empty.length > 0 ? (
          <Notice tone="attention" title={t("facts.empty", { count: empty.length })}>
            {empty.map((field) => t(`fact.${field}`)).join("、")}
          </Notice>
        ) : null}
      </Section>
      {factGroups.map(({ id, fields }) => (
        <Section key={id} title={t(`fact-group.${id}`)} lead={t(`fact-group-lead.${id}`)}>
          <div
            className={
              id.startsWith("words") ? "grid max-w-4xl gap-5" : "grid max-w-4xl gap-5 sm:grid-cols-2"
            }
          >
            {fields.map((field) => (
              <FactInput
                key={field}
                id={`${formId}-${field}`}
                field={field}
                value={form.texts[field]}
                isWrong={form.wrong.includes(field)}
                onChange={(text) => form.change(field, text)}
              />
            ))}
          </div>
        </Section>
      ))}
      <div className="sticky bottom-0 z-20 mt-5 grid gap-3 border-t border-line bg-ground py-3">
        <FormError
          problems={form.wrong.map((field) => ({
            fieldId: `${formId}-${field}`,
            text: t("facts.wrong", { field: t(`fact.${field}`) }),
          }))}
        >
          {form.problem}
        </FormError>
        <div className="flex flex-wrap items-center gap-3">
          <Button
            type="submit"
            tone="primary"
            busy={form.isBusy}
            blockedBecause={
              blocked("incidents.edit") ?? (form.changed.length === 0 ? t("facts.unchanged") : undefined)
            }
          >
            {t("facts.save")}
          </Button>
          <span className="text-sm text-ink-soft">
            {form.changed.length > 0
              ? t("facts.changed", { count: form.changed.length })
              : t("facts.unchanged")}
          </span>
        </div>
      </div>
    </form>
  );
}
