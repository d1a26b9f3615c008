"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Section } from "@/components/section";
import { Select } from "@/components/select";
import { Stat, StatRow } from "@/components/stat";
import { Tabs } from "@/components/tabs";
import { type ChangePart, changeParts } from "@/features/lists/rules";
import { type ListDiffKind, type ListVersionRow, listDiffKinds } from "@/features/lists/schema";
import { Loaded } from "../../../loaded";
import { useTRPCClient } from "../../../trpc";
import { useMay } from "../../signed-in-context";
import { rowPagesKey } from "../../use-row-pages";
import { DifferingPeople } from "./differing-people";

type ListChangesProps = { incidentId: string; list: ListVersionRow; versions: readonly ListVersionRow[] };

/** What a version adds, removes and changes against another one, counts first, then the people. */
export function ListChanges({ incidentId, list, versions }: ListChangesProps) {
  const client = useTRPCClient();
  const t = useTranslations("lists");
  const others = versions.filter((one) => one.id !== list.id);
  const before = others.find((one) => one.version < list.version && one.state !== "rejected");
  const [chosen, setChosen] = useState<string | undefined>();
  const againstListId = chosen ?? before?.id ?? "";
  const asked = { listId: list.id, againstListId: againstListId || null };
  // Two frozen versions differ for good: no tick of the incident asks again.
  const diff = useQuery({
    queryKey: [rowPagesKey, "lists.diff", asked],
    queryFn: ({ signal }) => client.lists.diff.query(asked, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Section
      title={t("diff.title", { version: list.version })}
      lead={againstListId ? t("diff.lead") : t("diff.first")}
      actions={
        others.length > 0 ? (
          <Select
            label={t("diff.against")}
            value={againstListId}
            emptyChoice={t("diff.nothing")}
            onChange={(event) => setChosen(event.target.value)}
            options={others.map((one) => ({ value: one.id, label: t("nth", { version: one.version }) }))}
          />
        ) : undefined
      }
    >
      <Loaded query={diff}>
        {(counts) => (
          <>
            <StatRow>
              {listDiffKinds.map((kind) => (
                <Stat
                  key={kind}
                  label={t(`diff.${kind}`)}
                  value={counts[kind]}
                  unit={t("people")}
                  note={kind === "changed" ? <PartCounts counts={counts.changedIn} /> : undefined}
                />
              ))}
              <Stat label={t("diff.unchanged")} value={counts.unchanged} unit={t("people")} />
            </StatRow>
            <WhoDiffers incidentId={incidentId} asked={asked} counts={counts} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function PartCounts({ counts }: { counts: Record<ChangePart, number> }) {
  const t = useTranslations("lists");
  const format = useFormatter();
  const named = changeParts.filter((part) => counts[part] > 0);
  return named.map((part) => `${t(`part.${part}`)} ${format.number(counts[part])}`).join(" · ");
}

type WhoDiffersProps = {
  incidentId: string;
  asked: { listId: string; againstListId: string | null };
  counts: Record<ListDiffKind, number>;
};

function WhoDiffers({ incidentId, asked, counts }: WhoDiffersProps) {
  const t = useTranslations("lists");
  const may = useMay();
  const kinds = listDiffKinds.filter((kind) => counts[kind] > 0);
  if (!may("lists.diffPeople") || kinds.length === 0 || !asked.againstListId) return null;
  return (
    <div className="mt-4">
      <Tabs
        key={`${asked.listId} ${asked.againstListId} ${kinds.join()}`}
        label={t("diff.who")}
        tabs={kinds.map((kind) => ({
          id: kind,
          label: t(`diff.${kind}`),
          count: counts[kind],
          panel: <DifferingPeople incidentId={incidentId} asked={{ ...asked, kind }} total={counts[kind]} />,
        }))}
      />
    </div>
  );
}
