"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { PageHeader } from "@/components/page-header";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import type { Tone } from "@/components/tone";
import type { PrintRunRow, PrintRunState } from "@/features/print-runs/schema";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { useMailroom } from "../../mailroom-context";
import { LiveIncident } from "../../mailroom-frame";
import { PostcodeSpan } from "../../run-card";
import { RunAct } from "./run-act";
import { RunFacts } from "./run-facts";
import { RunPdf } from "./run-pdf";
import { RunPieces } from "./run-pieces";
import { StoppedNotice } from "./stopped-notice";

const tones: Record<PrintRunState, Tone> = {
  open: "attention",
  sealed: "neutral",
  rendered: "attention",
  released: "attention",
  printed: "attention",
  "handed-over": "ok",
};

/** One run: what to do with it now, its numbers, its PDF, its pieces, who did what when. */
export function RunPage({ printRunId }: { printRunId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("mailroom");
  const { incident } = useMailroom();
  const run = useQuery(trpc.printRuns.get.queryOptions({ printRunId }));
  return (
    <Loaded query={run}>
      {(known) => (
        <>
          {known.incidentId === incident.id ? null : <LiveIncident incidentId={known.incidentId} />}
          <PageHeader
            back={{ href: "/mailroom", label: t("title") }}
            title={t.rich("run", {
              number: known.number,
              code: (text) => <span className="code">{text}</span>,
            })}
            badge={
              known.problem && known.state === "sealed" ? (
                <Badge tone="danger">{t("board.failed")}</Badge>
              ) : (
                <Badge tone={tones[known.state]}>{t(`state.${known.state}`)}</Badge>
              )
            }
            lead={
              <>
                {t(`addressee.${known.addressee}`)}　<PostcodeSpan run={known} />
              </>
            }
          />
          <RunAct run={known} />
          <StoppedNotice run={known} />
          <RunNumbers run={known} />
          <RunPdf run={known} />
          <RunPieces run={known} />
          <Section title={t("facts.title")}>
            <RunFacts run={known} />
          </Section>
        </>
      )}
    </Loaded>
  );
}

function RunNumbers({ run }: { run: PrintRunRow }) {
  const t = useTranslations("mailroom");
  const agrees = (count: number | null) =>
    count === null ? undefined : count === run.letterCount ? t("sums.agrees") : t("sums.differ");
  return (
    <StatRow className="mt-6">
      <Stat
        label={t("numbers.letters")}
        value={run.letterCount}
        unit={t("unit.letters", { count: run.letterCount })}
      />
      <Stat
        label={t("numbers.pages")}
        value={run.pageCount}
        unit={t("unit.sheets", { count: run.pageCount ?? 0 })}
      />
      <Stat
        label={t("numbers.printed")}
        value={run.printedCount}
        unit={t("unit.letters", { count: run.printedCount ?? 0 })}
        note={agrees(run.printedCount)}
        tone={run.printedCount === run.letterCount ? "ok" : "danger"}
      />
      <Stat
        label={t("numbers.handed-over")}
        value={run.handedOverCount}
        unit={t("unit.letters", { count: run.handedOverCount ?? 0 })}
        note={agrees(run.handedOverCount)}
        tone={run.handedOverCount === run.letterCount ? "ok" : "danger"}
      />
    </StatRow>
  );
}
