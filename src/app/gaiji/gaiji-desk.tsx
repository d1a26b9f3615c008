"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { Figure } from "@/components/figure";
import { Section } from "@/components/section";
import type { RefusedCharacter } from "@/features/letters/schema";
import { useErrorText } from "../error-text";
import { Loaded } from "../loaded";
import { useTRPC } from "../trpc";
import { CharacterPanel } from "./character-panel";
import { CharacterImage } from "./drawn";
import { GaijiDecisions } from "./gaiji-decisions";

/** The gaiji desk: each character that keeps letters from being printed, what may be done, and what was decided. */
export function GaijiDesk({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("gaiji");
  const [chosen, setChosen] = useState<string | null>(null);
  const refused = useQuery(trpc.gaiji.refused.queryOptions({ incidentId }));
  const columns = useColumns();
  return (
    <Loaded query={refused}>
      {(characters) => {
        const shown = characters.find((one) => one.codePoint === chosen) ?? characters[0];
        return (
          <>
            {shown ? (
              <Section title={t("waiting")} lead={t("waiting-lead")}>
                <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
                  <DataTable
                    label={t("waiting")}
                    columns={columns}
                    rows={characters}
                    rowId={(row) => row.codePoint}
                    selectedId={shown.codePoint}
                    onRowOpen={(row) => setChosen(row.codePoint)}
                    maxHeight="32rem"
                  />
                  <CharacterPanel key={shown.codePoint} incidentId={incidentId} character={shown} />
                </div>
              </Section>
            ) : (
              <EmptyState title={t("none")}>{t("none-why")}</EmptyState>
            )}
            <GaijiDecisions incidentId={incidentId} />
          </>
        );
      }}
    </Loaded>
  );
}

function useColumns(): Column<RefusedCharacter>[] {
  const t = useTranslations("gaiji");
  const errorText = useErrorText();
  return useMemo(
    () => [
      {
        id: "image",
        header: t("character"),
        width: "4.5rem",
        cell: (row) => <CharacterImage codePoint={row.codePoint} drawn={row.drawn} size={32} />,
      },
      {
        id: "code",
        header: t("code"),
        isRowHeader: true,
        cell: (row) => (
          <>
            <span className="code">{row.codePoint}</span>
            <span className="block text-sm font-normal text-ink-soft">
              {errorText({
                kind: "invalid",
                reason: row.reason,
                detail: { codePoint: row.codePoint, field: "" },
              })}
            </span>
          </>
        ),
      },
      {
        id: "people",
        header: t("people"),
        align: "end",
        width: "5.5rem",
        cell: (row) => <Figure value={row.people} />,
      },
      {
        id: "where",
        header: t("where"),
        width: "7rem",
        cell: (row) => (
          <span className="text-sm">
            {row.inNames > 0 ? <span className="block">{t("in-names", { count: row.inNames })}</span> : null}
            {row.inAddresses > 0 ? (
              <span className="block">{t("in-addresses", { count: row.inAddresses })}</span>
            ) : null}
          </span>
        ),
      },
    ],
    [t, errorText],
  );
}
