"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { StageRow } from "@/components/stage-row";
import { Stat, StatRow } from "@/components/stat";
import { firstBlocked, type RiverFacts } from "@/features/reports/rules";
import { Loaded } from "../../loaded";
import { useTRPC } from "../../trpc";
import { useMay } from "../signed-in-context";
import { BackgroundWork } from "./background-work";
import { BringFiles } from "./bring/bring-files";
import { MissingVolumes } from "./bring/missing-volumes";
import { NextStep } from "./next-step";
import { RecentEvents } from "./recent-events";
import { SetAside } from "./set-aside";
import { useStages } from "./use-stages";

/** The front page of an incident: how far the river runs, what was set aside on the way, and what to do next. */
export function River({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const may = useMay();
  const river = useQuery(trpc.reports.river.queryOptions({ incidentId }));
  const stagesOf = useStages(incidentId);
  const at = (tab: string) => `/incidents/${incidentId}/${tab}`;
  return (
    <Loaded query={river}>
      {({ facts, stages }) => (
        <div className="grid gap-6">
          <NextStep incidentId={incidentId} stages={stages} />
          {isBeginning(facts) && may("media.register") ? <MissingVolumes incidentId={incidentId} /> : null}
          {isBeginning(facts) && may("catalog.startImport") ? <BringFiles incidentId={incidentId} /> : null}
          <StageRow label={t("river.label")} stages={stagesOf(stages, firstBlocked(stages))} />
          <StatRow>
            <Stat
              label={t("river.affected")}
              value={facts.people.affected}
              unit={t("unit.people")}
              href={at("people")}
            />
            <Stat
              label={t("river.documents")}
              value={facts.people.documents}
              unit={t("unit.documents")}
              href={at("people")}
            />
            <Stat
              label={t("river.special-care")}
              value={facts.people.specialCare}
              unit={t("unit.people")}
              note={t("river.special-care-note")}
            />
            <Stat
              label={t("river.handed-over")}
              value={facts.printRuns.lettersHandedOver}
              unit={t("unit.letters")}
              href={at("print")}
              note={t("river.of-letters", { total: facts.notices.letters })}
            />
            <Stat
              label={t("river.explained")}
              value={facts.calls.done}
              unit={t("unit.people")}
              note={t("river.of-calls", { total: facts.notices.calls })}
            />
          </StatRow>
          <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <SetAside incidentId={incidentId} held={facts.letters.held} />
            <div id="work">
              {may("reports.tasks") ? <BackgroundWork incidentId={incidentId} /> : null}
              {may("reports.events") ? <RecentEvents incidentId={incidentId} /> : null}
            </div>
          </div>
        </div>
      )}
    </Loaded>
  );
}

/** Until a medium is missing, a catalog and a master are read, what is needed most is what somebody has in hand. */
function isBeginning({ media, catalog, master }: RiverFacts): boolean {
  return media.missing + media.lost === 0 || catalog.imports === 0 || master.imports === 0;
}
