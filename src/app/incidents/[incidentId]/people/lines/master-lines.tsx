"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import type { PersonRecordsAsked } from "@/features/people/schema";
import { useTRPC, useTRPCClient } from "../../../../trpc";
import type { Outputs } from "../../../outputs";
import { useDenied } from "../../../signed-in-context";
import { SubPage } from "../../../sub-page";
import { useRowPages } from "../../../use-row-pages";
import { type Mend, MendBadge } from "../../mends/mend-note";
import { RereadNotice } from "../../mends/reread-notice";
import { type MendsByLine, useMendsOfImport } from "../../mends/use-mends-of-import";
import { useMasterProblemText } from "../use-master-problem-text";
import { LineDialog } from "./line-dialog";

export type Line = Outputs["people"]["records"]["rows"][number];
type MasterLinesProps = { incidentId: string; asked: PersonRecordsAsked };

/** The lines of a master of one outcome, each as it stands in the file, with what is to be said about it. */
export function MasterLines({ incidentId, asked }: MasterLinesProps) {
  const client = useTRPCClient();
  const t = useTranslations("incidents");
  const denied = useDenied()("people.records");
  const mends = useMendsOfImport("people", asked.importId, !denied);
  const columns = useColumns(mends);
  const [open, setOpen] = useState<Line | null>(null);
  const canOpen = (line: Line) => line.outcome === "rejected" || mends.of(1, line.line) !== undefined;
  const pages = useRowPages(
    ["people.records", asked],
    (afterLine: number | undefined, signal) =>
      client.people.records.query({ ...asked, afterLine }, { signal }),
    { enabled: !denied },
  );
  return (
    <SubPage back={{ href: `/incidents/${incidentId}/people`, label: t("lines.back") }}>
      <Section
        title={asked.withWarnings ? t("lines.with-warnings") : t(`outcome.${asked.outcome}`)}
        lead={asked.withWarnings ? t("lines.warnings-lead") : t(`lines.lead-${asked.outcome}`)}
      >
        {denied ? (
          <Notice>{denied}</Notice>
        ) : (
          <>
            <RereadMasterNotice incidentId={incidentId} importId={asked.importId} />
            <DataTable
              label={t("lines.title")}
              columns={columns}
              rows={pages.rows}
              rowId={(row) => String(row.line)}
              more={pages.more}
              error={pages.error}
              onRetry={pages.onRetry}
              onRowOpen={(line) => (canOpen(line) ? setOpen(line) : undefined)}
              selectedId={open ? String(open.line) : null}
            />
          </>
        )}
      </Section>
      {open ? <LineDialog line={open} importId={asked.importId} onClose={() => setOpen(null)} /> : null}
    </SubPage>
  );
}

/** Mends of these lines wait to be read; or the master they are of was read again. */
function RereadMasterNotice({ incidentId, importId }: { incidentId: string; importId: string }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const t = useTranslations("mends");
  const imports = useQuery(trpc.people.imports.queryOptions({ incidentId }));
  const one = imports.data?.find(({ id }) => id === importId);
  if (!one) return null;
  if (one.state === "replaced" || one.state === "withdrawn")
    return <Notice className="mb-3">{t(`counts-no-more.${one.state}`)}</Notice>;
  return (
    <div className="mb-3">
      <RereadNotice
        reading={one}
        act="people.rereadImport"
        reread={() => client.people.rereadImport.mutate({ importId })}
      />
    </div>
  );
}

function useColumns(mends: MendsByLine): Column<Line>[] {
  const t = useTranslations("incidents");
  const problemText = useMasterProblemText();
  return useMemo(
    () => [
      {
        id: "line",
        header: t("lines.line"),
        cell: (row) => row.line,
        align: "end",
        width: "5rem",
      },
      {
        id: "why",
        header: t("lines.why"),
        cell: (row) => <WhyOfLine line={row} problemText={problemText} mend={mends.of(1, row.line)} />,
        width: "20rem",
      },
      {
        id: "raw",
        header: t("lines.raw"),
        cell: (row) => <span className="code text-sm break-all">{row.raw}</span>,
        isRowHeader: true,
      },
    ],
    [t, problemText, mends],
  );
}

type WhyOfLineProps = {
  line: Line;
  problemText: ReturnType<typeof useMasterProblemText>;
  mend: Mend | undefined;
};

function WhyOfLine({ mend, ...of }: WhyOfLineProps) {
  return (
    <>
      <WordsOfLine {...of} />
      {mend ? <MendBadge mend={mend} /> : null}
    </>
  );
}

function WordsOfLine({ line, problemText }: Omit<WhyOfLineProps, "mend">) {
  const t = useTranslations("incidents");
  if (line.duplicateOfLine !== null) return t("lines.duplicate-of", { line: String(line.duplicateOfLine) });
  const said = line.reason
    ? [
        problemText({
          reason: line.reason,
          detail: { column: line.reasonColumn ?? 0, codePoint: line.codePoint ?? "" },
        }),
      ]
    : (line.warnings ?? []).map(
        ({ field, reason, codePoint }) =>
          `${t(`field.${field}` as "field.address")}: ${problemText({ reason, detail: { codePoint: codePoint ?? "" } })}`,
      );
  return said.map((sentence) => (
    <span key={sentence} className="block">
      {sentence}
    </span>
  ));
}
