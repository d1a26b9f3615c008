"use client";
import { Plus } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { type Column, DataTable } from "@/components/data-table";
import { Section } from "@/components/section";
import { useBlocked } from "../../signed-in-context";
import { ClassDialog } from "./class-dialog";
import { sensitivityTones } from "./sensitivity-tones";
import type { DocumentClass } from "./use-class-name";

type ClassesPanelProps = { incidentId: string; classes: readonly DocumentClass[] };

/** The kinds of paper, how names call them, and what each tells about whom. */
export function ClassesPanel({ incidentId, classes }: ClassesPanelProps) {
  const t = useTranslations("documents");
  const blocked = useBlocked();
  const columns = useColumns();
  const [open, setOpen] = useState<DocumentClass | "new" | null>(null);
  const notEditable = blocked("documents.editClass");
  return (
    <Section
      title={t("classes.title")}
      lead={t("classes.lead")}
      actions={
        <Button icon={<Plus />} onClick={() => setOpen("new")} blockedBecause={blocked("documents.addClass")}>
          {t("classes.add")}
        </Button>
      }
    >
      <DataTable
        label={t("classes.title")}
        columns={columns}
        rows={classes}
        rowId={({ code }) => code}
        empty={t("classes.none")}
        onRowOpen={notEditable ? undefined : setOpen}
      />
      <p className="mt-2 text-sm text-ink-soft">{notEditable ?? t("classes.open-hint")}</p>
      {open ? (
        <ClassDialog
          key={open === "new" ? "new" : open.code}
          incidentId={incidentId}
          known={open === "new" ? null : open}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Section>
  );
}

function useColumns(): Column<DocumentClass>[] {
  const t = useTranslations("documents");
  const locale = useLocale();
  return useMemo(
    () => [
      {
        id: "code",
        header: t("classes.code"),
        cell: ({ code }) => <span className="code">{code}</span>,
        width: "5rem",
      },
      {
        id: "name",
        header: t("classes.name"),
        cell: (one) => (locale === "ja" ? one.nameJa : one.nameEn),
        isRowHeader: true,
        width: "12rem",
      },
      {
        id: "words",
        header: t("classes.words"),
        cell: ({ words }) => words.join(locale === "ja" ? "、" : ", ") || "–",
        width: "13rem",
      },
      {
        id: "elements",
        header: t("classes.elements"),
        cell: ({ elements }) => (
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {elements.map((element) => {
              const { code, of, sensitivity = "ordinary" } = element;
              return (
                <li key={`${code} ${of ?? ""}`} className="flex flex-wrap items-baseline gap-1.5">
                  <span>
                    {of
                      ? t("classes.item-of", { role: t(`role.${of}`), item: element[locale] })
                      : element[locale]}
                  </span>
                  {sensitivity === "ordinary" ? null : (
                    <Badge tone={sensitivityTones[sensitivity]}>{t(`sensitivity.${sensitivity}`)}</Badge>
                  )}
                </li>
              );
            })}
          </ul>
        ),
      },
    ],
    [t, locale],
  );
}
