"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import { useTRPC } from "../../../trpc";
import { rowsHref } from "../catalog/rows/rows-href";
import { useRuleWords } from "../use-rule-words";

/** Papers on the lost media whose person is not known yet: how many, why, and where to look. */
export function UnresolvedNotice({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const words = useRuleWords();
  const accounts = useQuery(trpc.catalog.accounting.queryOptions({ incidentId }));
  const rules = (accounts.data ?? []).flatMap(({ importId, rules }) =>
    rules.filter(({ bucket }) => bucket === "unresolved").map((rule) => ({ importId, ...rule })),
  );
  if (rules.length === 0) return null;
  const total = rules.reduce((sum, { rows }) => sum + rows, 0);
  return (
    <Notice
      tone="attention"
      className="mb-5"
      title={t("unresolved.title", { count: total })}
      action={rules.map(({ importId, rule, rows }) => (
        <LinkButton
          key={`${importId} ${rule}`}
          size="sm"
          href={rowsHref(incidentId, { importId, bucket: "unresolved", rule })}
        >
          {t("unresolved.rule", { rule: words(rule), count: rows })}
        </LinkButton>
      ))}
    >
      {t("unresolved.why")}
    </Notice>
  );
}
