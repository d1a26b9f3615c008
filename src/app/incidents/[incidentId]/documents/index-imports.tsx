"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import { useTRPC, useTRPCClient } from "../../../trpc";
import { ImportProgress } from "../import-progress";
import { useRuleWords } from "../use-rule-words";
import { WithdrawImport } from "../withdraw-import";
import type { DocumentIndex } from "./index-panel";

type IndexImportsProps = { incidentId: string; indexes: DocumentIndex[] };

const reasons = ["document-index", "index-disagrees", "not-in-index", "path-ambiguous"] as const;

/** Every list of papers that was brought in, what became of each of its lines, and what it decides. */
export function IndexImports({ incidentId, indexes }: IndexImportsProps) {
  const trpc = useTRPC();
  const t = useTranslations("documents");
  const words = useRuleWords();
  const isInForce = indexes.some(({ state }) => state === "read");
  const counted = useQuery(trpc.documents.rowsByRule.queryOptions({ incidentId }, { enabled: isInForce }));
  const rowsOf = (name: string) => counted.data?.find(({ rule }) => rule === name)?.rows ?? 0;
  return (
    <Section title={t("index.imports")} lead={t("index.imports-lead")}>
      {isInForce && counted.data ? (
        <div className="mb-4">
          <StatRow>
            {reasons.map((reason) => (
              <Stat
                key={reason}
                label={words(reason)}
                value={rowsOf(reason)}
                unit={t("unit.files")}
                size="md"
              />
            ))}
          </StatRow>
          {rowsOf("document-index") + rowsOf("index-disagrees") === 0 ? (
            <p className="mt-1 text-sm text-ink-soft">{t("index.decides-nothing")}</p>
          ) : null}
        </div>
      ) : null}
      <ul className="grid gap-4">
        {indexes.map((index) => (
          <li key={index.id} className="rounded-lg border border-line bg-surface px-4 py-3">
            <OneIndex incidentId={incidentId} index={index} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function OneIndex({ incidentId, index }: { incidentId: string; index: DocumentIndex }) {
  const t = useTranslations("documents");
  const format = useFormatter();
  const lines = (outcome: string) =>
    `/incidents/${incidentId}/documents/lines?index=${index.id}&outcome=${outcome}`;
  const label = t("index.import-label", {
    file: index.fileName,
    mode: t(`mode.${index.mode}`),
    when: format.dateTime(index.createdAt, "stamp"),
  });
  const sums = [
    ["row", index.rowsTaken],
    ["duplicate", index.rowsDuplicate],
    ["rejected", index.rowsRejected],
  ] as const;
  return (
    <ImportProgress label={label} reading={index}>
      {index.state === "withdrawn" ? <p className="text-ink-soft">{t("index.withdrawn")}</p> : null}
      {index.state === "read" ? (
        <>
          <StatRow className="mt-2">
            <Stat label={t("index.lines")} value={index.rowsRead} unit={t("unit.lines")} size="md" />
            {sums.map(([outcome, rows]) => (
              <Stat
                key={outcome}
                label={t(`lines.${outcome}`)}
                value={rows}
                unit={t("unit.lines")}
                size="md"
                href={rows > 0 ? lines(outcome) : undefined}
                tone={outcome === "rejected" ? "attention" : "neutral"}
                note={outcome === "rejected" && rows > 0 ? t("index.see-rejected") : undefined}
              />
            ))}
          </StatRow>
          <WithdrawIndex index={index} />
        </>
      ) : null}
    </ImportProgress>
  );
}

function WithdrawIndex({ index }: { index: DocumentIndex }) {
  const t = useTranslations("documents");
  const client = useTRPCClient();
  return (
    <WithdrawImport
      title={t("withdraw.title", { file: index.fileName })}
      description={t("withdraw.description")}
      button={t("withdraw.button")}
      needs="documents.withdrawIndex"
      withdraw={(reason) => client.documents.withdrawIndex.mutate({ indexId: index.id, reason })}
    />
  );
}
