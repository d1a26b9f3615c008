"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { LinkButton } from "@/components/link-button";
import { Section } from "@/components/section";
import { type HeldLetter, heldPageSize } from "@/features/letters/schema";
import { useErrorText } from "../../../error-text";
import { useTRPCClient } from "../../../trpc";
import { useMay } from "../../signed-in-context";
import type { TextKey } from "../../text-key";
import { pageOf, useRowPages } from "../../use-row-pages";
import { TryPagesAgain } from "./try-pages-again";

const differs = "letter.read-back-differs";

type HeldLettersProps = {
  incidentId: string;
  total: number;
  /** Whether a row leads to the person's page; not every desk may see it. */
  opensPerson?: boolean;
  /** Where characters are decided about, on this desk. */
  gaijiHref?: string;
};

/** Letters that cannot be printed as they are: whose, which field, which character. */
export function HeldLetters(props: HeldLettersProps) {
  const { incidentId, total, opensPerson = true } = props;
  const { gaijiHref = `/incidents/${incidentId}/letters/gaiji` } = props;
  const gaiji = useTranslations("gaiji");
  const may = useMay();
  const client = useTRPCClient();
  const t = useTranslations("incidents");
  const columns = useColumns();
  const pages = useRowPages(
    ["letters.held", incidentId, total],
    async (afterLetterId: string | undefined, signal) => {
      const rows = await client.letters.held.query({ incidentId, afterLetterId }, { signal });
      return pageOf(rows, heldPageSize, (row) => row.letterId);
    },
  );
  return (
    <div id="held" className="mt-8 scroll-mt-4">
      <Section
        title={t("held.title")}
        lead={t("held.lead")}
        actions={
          <>
            {may("letters.tryHeldPagesAgain") && pages.rows?.some(({ reason }) => reason === differs) ? (
              <TryPagesAgain incidentId={incidentId} />
            ) : null}
            {may("gaiji.refused") ? <LinkButton href={gaijiHref}>{gaiji("to-desk")}</LinkButton> : null}
          </>
        }
      >
        <DataTable
          label={t("held.title")}
          columns={columns}
          rows={pages.rows}
          rowId={(row) => row.letterId}
          rowHref={opensPerson ? (row) => `/incidents/${incidentId}/people/${row.personId}` : undefined}
          total={total}
          more={pages.more}
          error={pages.error}
          onRetry={pages.onRetry}
        />
      </Section>
    </div>
  );
}

function useColumns(): Column<HeldLetter>[] {
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  return useMemo(() => {
    const fieldWords = (field: string) =>
      t.has(`letter-field.${field}` as TextKey) ? t(`letter-field.${field}` as TextKey) : field;
    return [
      {
        id: "name",
        header: t("people.name"),
        cell: (row) => row.name || t("people.no-name"),
        isRowHeader: true,
        width: "14rem",
      },
      { id: "field", header: t("held.field"), cell: (row) => fieldWords(row.field), width: "10rem" },
      {
        id: "character",
        header: t("held.character"),
        cell: (row) => <span className="code">{row.codePoint ?? "–"}</span>,
        width: "8rem",
      },
      {
        id: "why",
        header: t("aside.because"),
        cell: (row) =>
          errorText({
            kind: "invalid",
            reason: row.reason,
            detail: { field: fieldWords(row.field), codePoint: row.codePoint ?? "" },
          }),
      },
    ];
  }, [t, errorText]);
}
