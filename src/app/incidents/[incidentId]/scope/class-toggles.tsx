"use client";
import { useLocale, useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import type { OutlineClass } from "@/features/scope/rules";
import { flip, type Switched } from "./switched";
import { ToggleLine } from "./toggle-line";

type ClassTogglesProps = {
  classes: readonly OutlineClass[];
  switched: Switched;
  onSwitch: (next: Switched) => void;
};

/** The kinds of paper, and whether a copy that lies only partly on a volume counts. */
export function ClassToggles({ classes, switched, onSwitch }: ClassTogglesProps) {
  const t = useTranslations("scope");
  const locale = useLocale();
  return (
    <fieldset>
      <legend className="mb-1 font-bold">{t("classes.title")}</legend>
      <ul className="divide-y divide-line">
        {classes.map(({ code, ja, en, specialCare }) => (
          <li key={code}>
            <ToggleLine
              checked={!switched.withoutClasses.includes(code)}
              onChange={() => onSwitch({ ...switched, withoutClasses: flip(switched.withoutClasses, code) })}
              label={locale === "ja" ? ja : en}
              badge={specialCare ? <Badge tone="attention">{t("special-care")}</Badge> : null}
            />
          </li>
        ))}
      </ul>
      <div className="mt-2 border-t border-line pt-1">
        <ToggleLine
          checked={!switched.withoutPartial}
          onChange={() => onSwitch({ ...switched, withoutPartial: !switched.withoutPartial })}
          label={t("partial.label")}
        />
        <p className="text-sm text-ink-soft">{t("partial.hint")}</p>
      </div>
    </fieldset>
  );
}
