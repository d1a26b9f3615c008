"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Notice } from "@/components/notice";
import type { TextCheck } from "@/features/letters/schema";
import { useErrorText } from "../../../error-text";

type LintVerdictProps = {
  found: TextCheck;
  /** Leads to a line of the text, where the text is beside it. */
  onLine?: (line: number) => void;
};

/** Says of some words what keeps them from being approved, and what a careful colleague would change. */
export function LintVerdict({ found, onLine }: LintVerdictProps) {
  const t = useTranslations("words");
  const { problem, lint } = found;
  const unfilled = found.unfilled.filter((one) => one.declared === "required").map(({ name }) => name);
  const missing = lint?.missing ?? [];
  const warnings = lint?.warnings ?? [];
  const isFine = !problem && missing.length === 0 && warnings.length === 0 && unfilled.length === 0;
  if (isFine) return <Notice tone="ok">{t("check.fine")}</Notice>;
  return (
    <div className="grid gap-3" aria-live="polite">
      {problem ? <Problem found={problem} onLine={onLine} /> : null}
      {missing.length > 0 ? <MissingItems missing={missing} /> : null}
      {unfilled.map((name) => (
        <Notice key={name} tone="danger">
          {t("check.unfilled", { name })}
        </Notice>
      ))}
      {warnings.length > 0 ? (
        <Notice tone="attention" title={t("check.warnings")}>
          <ul className="grid gap-1">
            {warnings.map(({ rule, line, words }) => (
              <li key={`${rule} ${line} ${words}`}>
                {words ? (
                  <>
                    <LineLink line={line} onLine={onLine} /> 「{words}」{" "}
                  </>
                ) : null}
                {t(`warning.${rule}`)}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  );
}

function Problem({
  found,
  onLine,
}: {
  found: NonNullable<TextCheck["problem"]>;
  onLine: LintVerdictProps["onLine"];
}) {
  const t = useTranslations("words");
  const errorText = useErrorText();
  const { line } = found.detail;
  return (
    <Notice tone="danger" title={t("check.cannot")}>
      {typeof line === "number" ? (
        <>
          <LineLink line={line} onLine={onLine} />{" "}
        </>
      ) : null}
      {errorText({ kind: "invalid", ...found })}
    </Notice>
  );
}

/** The variable and the mark that say an item; an item they are not known for has none. */
const variables = {
  outline: "outline",
  elements: "lost_clause",
  cause: "cause",
  harm: "secondary_harm",
  contact: "hotline_number",
} as const;

function MissingItems({ missing }: { missing: NonNullable<TextCheck["lint"]>["missing"] }) {
  const t = useTranslations("words");
  return (
    <Notice tone="danger" title={t("check.missing")}>
      <ul className="grid gap-2">
        {missing.map(({ item, because }) => (
          <li key={item}>
            <strong>{t(`item.${item}`)}</strong>　{t(`item-because.${because}`)}
            <span className="block text-sm">
              {t("item-how", { variable: variables[item], mark: `{% # item: ${item} %}` })}
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function LineLink({ line, onLine }: { line: number; onLine: LintVerdictProps["onLine"] }): ReactNode {
  const t = useTranslations("words");
  const text = t("check.line", { line });
  if (!onLine) return <span className="figures">{text}</span>;
  return (
    <button type="button" className="link figures" onClick={() => onLine(line)}>
      {text}
    </button>
  );
}
