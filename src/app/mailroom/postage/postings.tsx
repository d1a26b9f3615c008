"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import { Section } from "@/components/section";
import type { PostingRow } from "@/features/print-runs/postage/schema";
import { useTRPC } from "../../trpc";

/** The acceptance sheets there are, the newest first. */
export function Postings({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("postage");
  const format = useFormatter();
  const postings = useQuery(trpc.postings.list.queryOptions({ incidentId }));
  const columns = useMemo<Column<PostingRow>[]>(
    () => [
      {
        id: "number",
        header: t("list.number"),
        cell: (row) => (
          <Link className="link" href={`/mailroom/postage/${row.id}`}>
            {t("list.sheet", { number: row.number })}
          </Link>
        ),
        isRowHeader: true,
      },
      {
        id: "on",
        header: t("posted-on"),
        cell: (row) => (
          <span className="figures">
            {format.dateTime(new Date(`${row.postedOn}T00:00:00+09:00`), "day")}
          </span>
        ),
      },
      { id: "office", header: t("make.office"), cell: (row) => row.office },
      {
        id: "pieces",
        header: t("list.pieces"),
        align: "end",
        cell: (row) => <span className="figures">{format.number(row.pieces)}</span>,
      },
      {
        id: "yen",
        header: t("list.yen"),
        align: "end",
        cell: (row) => <span className="figures">{format.number(row.yen)}</span>,
      },
      { id: "state", header: t("list.state"), cell: (row) => <PostingState posting={row} /> },
    ],
    [t, format],
  );
  return (
    <Section title={t("list.title")}>
      <DataTable
        label={t("list.title")}
        columns={columns}
        rows={postings.data}
        rowId={(row) => row.id}
        empty={t("list.none")}
      />
    </Section>
  );
}

/** Whether a sheet still says what its runs hold. */
export function PostingState({ posting }: { posting: PostingRow }) {
  const t = useTranslations("postage");
  if (posting.withdrawnAt) return <Badge>{t("list.withdrawn")}</Badge>;
  if (posting.piecesNow !== posting.pieces)
    return <Badge tone="danger">{t("list.differs", { pieces: posting.piecesNow })}</Badge>;
  return <Badge tone="ok">{t("list.agrees")}</Badge>;
}
