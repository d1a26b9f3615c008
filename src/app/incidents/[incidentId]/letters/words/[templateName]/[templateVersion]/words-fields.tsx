"use client";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { Loaded } from "../../../../../../loaded";
import type { CheckQuery } from "./use-words-check";

/** Which placeholders there are, what each says, and which of them these words use. */
export function WordsFields({ check }: { check: CheckQuery }) {
  const t = useTranslations("words");
  return (
    <details className="rounded-md border border-line bg-surface px-3 py-2">
      <summary className="cursor-pointer font-bold">{t("fields.title")}</summary>
      <p className="mt-2 text-sm text-ink-soft">{t("fields.lead")}</p>
      <Loaded query={check}>
        {({ fields, unfilled }) => (
          <ul className="mt-2 grid gap-1.5 text-sm">
            {fields.map((field) => (
              <li key={field.name} className="flex flex-wrap items-baseline gap-x-2">
                <code className="code">{`{{ ${field.name} }}`}</code>
                <span className="min-w-0 flex-1">{t(`field.${field.name}` as Parameters<typeof t>[0])}</span>
                {field.declared ? (
                  <Badge tone={field.declared === "required" ? "ok" : "neutral"}>
                    {t(`fields.${field.declared}`)}
                  </Badge>
                ) : null}
                {field.used ? <Badge>{t("fields.is-used")}</Badge> : null}
              </li>
            ))}
            {unfilled
              .filter(({ declared }) => declared === "optional")
              .map(({ name }) => (
                <li key={name}>{t("check.unfilled-optional", { name })}</li>
              ))}
          </ul>
        )}
      </Loaded>
    </details>
  );
}
