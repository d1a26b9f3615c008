"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import type { Column } from "@/components/data-table";
import { type DifferingPerson, type ListDiffPeopleAsked, listPageSize } from "@/features/lists/schema";
import { useTRPCClient } from "../../../trpc";
import { PeopleOfList } from "./people-of-list";

type DifferingPeopleProps = { incidentId: string; asked: ListDiffPeopleAsked; total: number };

/** The people of one kind in whom two versions differ, and what of them. */
export function DifferingPeople({ incidentId, asked, total }: DifferingPeopleProps) {
  const client = useTRPCClient();
  const t = useTranslations("lists");
  return (
    <PeopleOfList
      incidentId={incidentId}
      label={t(`diff.${asked.kind}`)}
      rowsKey={["lists.diffPeople", asked]}
      fetchAfter={(afterPersonId, signal) =>
        client.lists.diffPeople.query({ ...asked, afterPersonId }, { signal })
      }
      pageSize={listPageSize}
      columns={useColumns()}
      total={total}
    />
  );
}

function useColumns(): Column<DifferingPerson>[] {
  const t = useTranslations("lists");
  return useMemo(
    () => [
      {
        id: "parts",
        header: t("diff.what"),
        cell: (row) => (
          <span className="flex flex-wrap gap-1">
            {row.parts.map((part) => (
              <Badge key={part} tone={part === "documents" || part === "elements" ? "attention" : "neutral"}>
                {t(`part.${part}`)}
              </Badge>
            ))}
            {row.parts.length === 0 ? "–" : null}
          </span>
        ),
      },
      {
        id: "documents",
        header: t("diff.documents"),
        cell: (row) => (
          <span className="figures">
            {row.documentsBefore ?? "–"} → {row.documentsAfter ?? "–"}
          </span>
        ),
        align: "end",
        width: "9rem",
      },
    ],
    [t],
  );
}
