"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/notice";
import { onTheBench } from "@/features/print-runs/rules";
import type { PrintRunRow, ScanAnswer, Station } from "@/features/print-runs/schema";
import { useErrorText } from "../../../error-text";
import { useBlocked, useSignedIn } from "../../../incidents/signed-in-context";
import { useTRPC, useTRPCClient } from "../../../trpc";
import { useOnceASecond } from "../../../use-once-a-second";
import { benchHref } from "./bench-href";
import { CameraScan } from "./camera-scan";
import { keptPlace } from "./kept-scans";
import { LastVerdict } from "./last-verdict";
import { ScanField } from "./scan-field";
import { ScanList } from "./scan-list";
import { useScanQueue } from "./use-scan-queue";
import { verdictLooks } from "./verdict-look";
import type { Sound } from "./verdict-sound";

type Run = PrintRunRow & { incidentId: string };
type ScanBenchProps = { run: Run; station: Station; play: (sound: Sound) => void };

/** Where the scanner's keys go: the field, the last verdict, the scans before it. */
export function ScanBench({ run, station, play }: ScanBenchProps) {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const errorText = useErrorText();
  const blocked = useBlocked()("bench.scan");
  const runs = useQuery(trpc.printRuns.list.queryOptions({ incidentId: run.incidentId }));
  const { queue, scans } = useStationScans({ run, station, play });
  const verdict = onTheBench(run.state);
  const open = scans.filter(({ state }) => state === "waiting" || state === "sending").length;
  const hrefOfRun = (code: string) => {
    const other = runs.data?.find((one) => one.code === code);
    return other ? benchHref(station, other.id) : undefined;
  };
  if (blocked) return <Notice>{blocked}</Notice>;
  return (
    <div className="min-w-0">
      {verdict.ok ? (
        <ScanField onScan={(text) => queue.add(text)} />
      ) : (
        <Notice title={t("desk.not-now")}>
          {errorText({ kind: "not-allowed-now", reason: verdict.because, detail: {} })}
        </Notice>
      )}
      <LastVerdict
        station={station}
        last={scans.find(({ state }) => state === "answered" || state === "failed")}
        open={open}
        hrefOfRun={hrefOfRun}
      />
      {verdict.ok ? <CameraScan onScan={(text) => queue.add(text)} /> : null}
      <ScanList scans={scans} queue={queue} />
    </div>
  );
}

/** The scans of this station; each answer moves the figures on the page at once and makes its sound. */
function useStationScans({ run, station, play }: ScanBenchProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { staffId } = useSignedIn();
  const askAgain = useOnceASecond(() => void queries.invalidateQueries());
  return useScanQueue<ScanAnswer>({
    place: keptPlace({ printRunId: run.id, station, staffId }),
    send: ({ id, text }) =>
      client.bench.scan.mutate({ printRunId: run.id, station, code: text.slice(0, 200), scanId: id }),
    onAnswer: ({ answer }) => {
      play(verdictLooks[answer.verdict].sound);
      queries.setQueryData(trpc.printRuns.get.queryKey({ printRunId: run.id }), (known) =>
        known ? { ...known, stages: answer.counts, state: answer.runState } : known,
      );
      askAgain();
    },
    onFailure: () => play("look"),
  });
}
