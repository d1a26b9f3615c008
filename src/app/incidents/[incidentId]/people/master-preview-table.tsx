"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { type MasterMapping, masterFields } from "@/features/people/rules";
import type { MasterPreview } from "./master-mapping";

type PreviewRow = { number: number; cells: string[] };
type MasterPreviewTableProps = { preview: MasterPreview; mapping: MasterMapping };

/** The file's first rows as they read now; above each column what it was matched to. */
export function MasterPreviewTable({ preview, mapping }: MasterPreviewTableProps) {
  const t = useTranslations("incidents");
  const columns = useMemo(
    (): Column<PreviewRow>[] =>
      preview.headers.map((header, index) => {
        const field = masterFields.find((known) => mapping[known] === index);
        return {
          id: String(index),
          header: (
            <>
              <span className={field ? "text-accent" : "text-ink-faint"}>
                {field ? t(`field.${field}`) : t("mapping.unused")}
              </span>
              <span className="block font-normal">{header}</span>
            </>
          ),
          cell: (row) => row.cells[index] || "–",
          width: "10rem",
        };
      }),
    [preview.headers, mapping, t],
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
