"use client";
import { useQuery } from "@tanstack/react-query";
import { Volume2, VolumeX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { PageHeader } from "@/components/page-header";
import { TabLinks } from "@/components/tab-links";
import { type PrintRunRow, type Station, stations } from "@/features/print-runs/schema";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { useMailroom } from "../../mailroom-context";
import { LiveIncident } from "../../mailroom-frame";
import { ReportSpoil } from "../../spoils/report-spoil";
import { benchHref } from "./bench-href";
import { ScanBench } from "./scan-bench";
import { passedAt } from "./station-order";
import { StationProgress } from "./station-progress";
import { useSound } from "./use-sound";

type StationDeskProps = { station: Station; printRunId: string; soundOn: boolean };

/** One run at one station: scan, see and hear the answer, see what is missing. */
export function StationDesk({ station, printRunId, soundOn }: StationDeskProps) {
  const trpc = useTRPC();
  const { incident } = useMailroom();
  const run = useQuery(trpc.printRuns.get.queryOptions({ printRunId }));
  const sound = useSound(soundOn);
  return (
    <Loaded query={run}>
      {(known) => (
        <>
          {known.incidentId === incident.id ? null : <LiveIncident incidentId={known.incidentId} />}
          <StationHeader run={known} station={station} sound={sound} />
          <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
            <ScanBench key={`${printRunId} ${station}`} run={known} station={station} play={sound.play} />
            <div>
              <StationProgress run={known} station={station} />
            </div>
          </div>
        </>
      )}
    </Loaded>
  );
}

type StationHeaderProps = { run: PrintRunRow; station: Station; sound: ReturnType<typeof useSound> };

function StationHeader({ run, station, sound }: StationHeaderProps) {
  const t = useTranslations("bench");
  const mailroom = useTranslations("mailroom");
  return (
    <>
      <PageHeader
        back={{ href: `/mailroom/runs/${run.id}`, label: mailroom("run-title") }}
        title={
          <>
            {mailroom.rich("run", {
              number: run.number,
              code: (text) => <span className="code">{text}</span>,
            })}
            　{t("desk.title", { station: t(`station.${station}`) })}
          </>
        }
        actions={
          <>
            <ReportSpoil run={run} />
            <Button
              aria-pressed={sound.isOn}
              icon={
                sound.isOn ? (
                  <Volume2 aria-hidden="true" className="size-4" />
                ) : (
                  <VolumeX aria-hidden="true" className="size-4" />
                )
              }
              onClick={() => sound.set(!sound.isOn)}
            >
              {sound.isOn ? t("desk.sound-off") : t("desk.sound-on")}
            </Button>
          </>
        }
      />
      <TabLinks
        label={t("desk.stations")}
        links={stations.map((one) => {
          const { passed, live } = passedAt(one, run.stages);
          return {
            href: benchHref(one, run.id),
            label: t(`station.${one}`),
            count: `${passed}/${live}`,
            current: one === station,
          };
        })}
      />
    </>
  );
}
