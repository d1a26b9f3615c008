"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/components/data-table";
import {
  type ConsequencePeopleAsked,
  type ConsequencePerson,
  consequencePageSize,
} from "@/features/reports/schema";
import { useTRPCClient } from "../../../trpc";
import { PeopleOfList } from "./people-of-list";

type ConsequencePeopleProps = { incidentId: string; asked: ConsequencePeopleAsked; total: number };

/** Who they are for whom a version means this, what differs of them, and how far their letter is. */
export function ConsequencePeople({ incidentId, asked, total }: ConsequencePeopleProps) {
  const client = useTRPCClient();
  const t = useTranslations("lists");
  const columns = useMemo<Column<ConsequencePerson>[]>(
    () => [
      { id: "change", header: t("diff.what"), cell: (row) => t(`change.${row.change}`) },
      { id: "stage", header: t("consequences.stage"), cell: (row) => t(`stage.${row.stage}`) },
    ],
    [t],
  );
  return (
    <PeopleOfList
      incidentId={incidentId}
      label={t(`consequence.${asked.consequence}`)}
      rowsKey={["lists.consequencePeople", asked]}
      fetchAfter={(afterPersonId, signal) =>
        client.lists.consequencePeople.query({ ...asked, afterPersonId }, { signal })
      }
      pageSize={consequencePageSize}
      columns={columns}
      total={total}
    />
  );
}
