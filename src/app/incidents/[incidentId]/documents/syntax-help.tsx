"use client";
import { useTranslations } from "next-intl";

const signs = [
  ["**/", "any-depth"],
  ["*", "star"],
  ["#", "digit"],
  ["(a|b)", "either"],
  ["{name=…}", "capture"],
  ["\\", "escape"],
] as const;

const captures = [
  ["claimNumber", "CLM-####-#######"],
  ["classCode", "SK|SD"],
  ["classWord", "請求書|診断書"],
  ["session", "##"],
  ["sheet", "##"],
  ["year", "####"],
  ["era", "平成|H"],
  ["eraYear", "#|##|元"],
  ["month", "#|##"],
  ["day", "##"],
] as const;

const examples = [
  ["**/{year=####}/{month=##}/{day=##}/{claimNumber=CLM-####-#######}_{classCode=SK|SD}.tif", "western"],
  ["**/{era=平成|令和}{eraYear=#|##|元}年{month=#|##}月/{claimNumber=CLM-####-#######}_*.tif", "era"],
  ["**/{era=H|R}{eraYear=##}/{month=##}/{day=##}/{claimNumber=##########}.pdf", "letter"],
] as const;

/** How a pattern is written: its signs, what may be captured, and whole examples. */
export function SyntaxHelp() {
  const t = useTranslations("documents");
  return (
    <aside
      aria-label={t("syntax.title")}
      className="rounded-lg border border-line bg-surface px-4 py-3 text-sm"
    >
      <h3 className="font-bold">{t("syntax.title")}</h3>
      <p className="mt-1 text-ink-soft">{t("syntax.lead")}</p>
      <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
        {signs.map(([sign, name]) => (
          <div key={name} className="contents">
            <dt className="code">{sign}</dt>
            <dd>{t(`syntax.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <h4 className="mt-3 font-bold">{t("syntax.captures")}</h4>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
        {captures.map(([name, mask]) => (
          <div key={name} className="contents">
            <dt className="code">{`{${name}=${mask}}`}</dt>
            <dd>{t(`capture.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <h4 className="mt-3 font-bold">{t("syntax.examples")}</h4>
      <ul className="mt-1 grid gap-2">
        {examples.map(([pattern, name]) => (
          <li key={name}>
            <code className="code break-all">{pattern}</code>
            <span className="block text-ink-soft">{t(`syntax.example-${name}`)}</span>
          </li>
        ))}
      </ul>
    </aside>
  );
}
