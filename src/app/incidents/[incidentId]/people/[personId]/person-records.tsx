"use client";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Dialog } from "@/components/dialog";
import { Section } from "@/components/section";
import type { Outputs } from "../../../outputs";
import { placeColumn } from "../../place-column";

type RecordRow = Outputs["people"]["get"]["records"][number];

/** What the masters say: every line that was joined to this person. */
export function PersonRecords({ records }: { records: RecordRow[] }) {
  const t = useTranslations("incidents");
  const [open, setOpen] = useState<RecordRow | null>(null);
  const columns = useMemo(
    (): Column<RecordRow>[] => [
      placeColumn(t("rows.place"), "16rem"),
      {
        id: "name",
        header: t("people.name"),
        cell: (row) => (
          <>
            {row.name} <span className="text-sm text-ink-soft">{row.kana}</span>
          </>
        ),
        isRowHeader: true,
      },
      {
        id: "claim",
        header: t("rows.claim"),
        cell: (row) => <span className="code">{row.claimNumber}</span>,
        width: "12rem",
      },
      { id: "address", header: t("people.address"), cell: (row) => row.address || "–" },
    ],
    [t],
  );
  return (
    <Section title={t("person.records")} lead={t("person.records-lead")}>
      <DataTable
        label={t("person.records")}
        columns={columns}
        rows={records}
        rowId={(row) => String(row.id)}
        onRowOpen={setOpen}
        selectedId={open ? String(open.id) : null}
      />
      {open ? (
        <Dialog
          open
          onOpenChange={(isOpen) => (isOpen ? undefined : setOpen(null))}
          size="lg"
          title={t("rows.one", { file: open.fileName, line: String(open.line) })}
        >
          <pre className="code rounded-md bg-sunken px-3 py-2 text-sm break-all whitespace-pre-wrap">
            {open.raw}
          </pre>
        </Dialog>
      ) : null}
    </Section>
  );
}
