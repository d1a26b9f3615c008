"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";

type PreviewRow = { number: number; cells: string[] };
type ColumnsPreviewProps = {
  preview: { headers: string[]; rows: string[][] };
  /** What a column (from 0) was matched to; null where it is not used. */
  fieldOf: (column: number) => string | null;
};

/** The file's first rows as they read now; above each column what it was matched to. */
export function ColumnsPreview({ preview, fieldOf }: ColumnsPreviewProps) {
  const t = useTranslations("incidents");
  const columns = useMemo(
    (): Column<PreviewRow>[] =>
      preview.headers.map((header, index) => {
        const field = fieldOf(index);
        return {
          id: String(index),
          header: (
            <>
              <span className={field ? "text-accent" : "text-ink-faint"}>{field ?? t("mapping.unused")}</span>
              <span className="block font-normal">{header}</span>
            </>
          ),
          cell: (row) => row.cells[index] || "–",
          width: "10rem",
        };
      }),
    [preview.headers, fieldOf, t],
  );
  const rows = useMemo(() => preview.rows.map((cells, number) => ({ number, cells })), [preview.rows]);
  return (
    <DataTable
      label={t("mapping.preview")}
      columns={columns}
      rows={rows}
      rowId={(row) => String(row.number)}
      maxHeight="24rem"
    />
  );
}
