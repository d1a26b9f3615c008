"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { type PreflightRefusal, refusedPageSize } from "@/features/letters/schema";
import { useErrorText } from "../../../error-text";
import { useTRPCClient } from "../../../trpc";
import type { TextKey } from "../../text-key";
import { pageOf, useRowPages } from "../../use-row-pages";

type PreflightRefusalsProps = { incidentId: string; preflightId: string };

/** Who would be held, with the field, the character and why. */
export function PreflightRefusals({ incidentId, preflightId }: PreflightRefusalsProps) {
  const client = useTRPCClient();
  const t = useTranslations("gaiji");
  const columns = useColumns();
  const pages = useRowPages(
    ["letters.preflightRefusals", preflightId],
    async (after: { noticeId: string; ordinal: number } | undefined, signal) => {
      const rows = await client.letters.preflightRefusals.query({ preflightId, after }, { signal });
      return pageOf(rows, refusedPageSize, ({ noticeId, ordinal }) => ({ noticeId, ordinal }));
    },
  );
  return (
    <DataTable
      label={t("preflight.who")}
      columns={columns}
      rows={pages.rows}
      rowId={(row) => `${row.noticeId} ${row.ordinal}`}
      rowHref={(row) => `/incidents/${incidentId}/people/${row.personId}`}
      more={pages.more}
      error={pages.error}
      onRetry={pages.onRetry}
      maxHeight="20rem"
    />
  );
}

function useColumns(): Column<PreflightRefusal>[] {
  const t = useTranslations("gaiji");
  const incidents = useTranslations("incidents");
  const errorText = useErrorText();
  return useMemo(() => {
    const fieldWords = (field: string) =>
      incidents.has(`letter-field.${field}` as TextKey)
        ? incidents(`letter-field.${field}` as TextKey)
        : field;
    return [
      { id: "name", header: t("name"), isRowHeader: true, width: "12rem", cell: (row) => row.name },
      { id: "field", header: t("where"), width: "8rem", cell: (row) => fieldWords(row.field) },
      {
        id: "character",
        header: t("code"),
        width: "10rem",
        cell: (row) => <span className="code">{row.codePoint ?? "–"}</span>,
      },
      {
        id: "why",
        header: t("why"),
        cell: (row) =>
          errorText({
            kind: "invalid",
            reason: row.reason,
            detail: { field: fieldWords(row.field), codePoint: row.codePoint ?? "" },
          }),
      },
    ];
  }, [t, incidents, errorText]);
}
