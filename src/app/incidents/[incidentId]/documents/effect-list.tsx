"use client";
import { useTranslations } from "next-intl";
import { Figure } from "@/components/figure";
import { useRuleWords } from "../use-rule-words";
import type { TriedRules } from "./trial-result";

type Effects = NonNullable<TriedRules["effects"]>;
type EffectListProps = { effects: Effects; onOpen?: (effect: Effects[number]) => void };

/** What changes against the rules in force: how many files, from what to what. */
export function EffectList({ effects, onOpen }: EffectListProps) {
  const t = useTranslations("documents");
  const words = useRuleWords();
  if (effects.length === 0) return <p className="text-ink-soft">{t("effect.none")}</p>;
  const said = ({ outcome, name }: Effects[number]["from"]) =>
    outcome === "document"
      ? t("effect.document", { class: name })
      : t("effect.other", { outcome: t(`outcome.${outcome}`), name: words(name) });
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-surface">
      {effects.map((effect) => {
        const { from, to, what, rows } = effect;
        const body = (
          <>
            <span className="min-w-0 flex-1">
              {what === "outcome"
                ? t("effect.from-to", { from: said(from), to: said(to) })
                : t(`effect.${what}`, { class: to.name })}
            </span>
            <Figure value={rows} unit={t("unit.files")} />
          </>
        );
        const key = `${what} ${from.outcome} ${from.name} ${to.outcome} ${to.name}`;
        return (
          <li key={key}>
            {onOpen ? (
              <button
                type="button"
                onClick={() => onOpen(effect)}
                className="flex w-full items-baseline gap-3 px-3 py-2 text-left hover:bg-accent-soft focus-visible:-outline-offset-2"
              >
                {body}
              </button>
            ) : (
              <span className="flex items-baseline gap-3 px-3 py-2">{body}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
