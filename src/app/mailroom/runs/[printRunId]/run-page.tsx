"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { PageHeader } from "@/components/page-header";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import type { Tone } from "@/components/tone";
import { onTheBench } from "@/features/print-runs/rules";
import { type PrintRunRow, type PrintRunState, pieceStages } from "@/features/print-runs/schema";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { useMailroom } from "../../mailroom-context";
import { LiveIncident } from "../../mailroom-frame";
import { PostcodeSpan } from "../../run-card";
import { ReportSpoil } from "../../spoils/report-spoil";
import { MachineFile } from "./machine-file";
import { RunAct } from "./run-act";
import { RunBundles } from "./run-bundles";
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
            actions={onTheBench(known.state).ok ? <ReportSpoil run={known} /> : null}
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
          <MachineFile run={known} />
          <RunPieces run={known} />
          <RunBundles printRunId={known.id} />
          <Section title={t("facts.title")}>
            <RunFacts run={known} />
          </Section>
        </>
      )}
    </Loaded>
  );
}

/** What the run holds, and where each of its pieces is; the parts must make up the whole. */
function RunNumbers({ run }: { run: PrintRunRow }) {
  const t = useTranslations("mailroom");
  const bench = useTranslations("bench");
  const difference = run.letterCount - pieceStages.reduce((sum, stage) => sum + run.stages[stage], 0);
  return (
    <StatRow className="mt-6">
      <Stat
        label={t("numbers.letters")}
        value={run.letterCount}
        unit={t("unit.letters", { count: run.letterCount })}
        note={difference === 0 ? bench("sums.agrees") : bench("sums.differs", { by: Math.abs(difference) })}
        tone={difference === 0 ? "ok" : "danger"}
      />
      <Stat
        label={t("numbers.pages")}
        value={run.pageCount}
        unit={t("unit.sheets", { count: run.pageCount ?? 0 })}
      />
      {pieceStages
        .filter((stage) => run.state === "released" || run.state === "printed" || run.stages[stage] > 0)
        .map((stage) => (
          <Stat key={stage} label={bench(`stage.${stage}`)} value={run.stages[stage]} size="md" />
        ))}
    </StatRow>
  );
}
