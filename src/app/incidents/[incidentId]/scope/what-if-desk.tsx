"use client";
import clsx from "clsx";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Button } from "@/components/button";
import { Section } from "@/components/section";
import { minutesAPerson } from "@/features/scope/rules";
import type { ScopeMeasureShown } from "@/features/scope/schema";
import { Loaded } from "../../../loaded";
import { ClassToggles } from "./class-toggles";
import { CostAssumptions } from "./cost-assumptions";
import { DayRange } from "./day-range";
import { JobToggles } from "./job-toggles";
import { type Assumptions, ScopeFigures } from "./scope-figures";
import { SmallMultiples } from "./small-multiples";
import { nothingSwitched, togglesOf, writeSwitched } from "./switched";
import { useSwitched } from "./use-switched";
import { useWhatIf } from "./use-what-if";
import { VolumeTable } from "./volume-table";
import { VolumeToggles } from "./volume-toggles";

type WhatIfDeskProps = {
  incidentId: string;
  outline: NonNullable<ScopeMeasureShown["outline"]>;
  version: number;
};

/** Switches at one side, what they do at the other. */
export function WhatIfDesk({ incidentId, outline, version }: WhatIfDeskProps) {
  const t = useTranslations("scope");
  const [switched, setSwitched] = useSwitched();
  const [assumptions, setAssumptions] = useState<Assumptions>(usualAssumptions);
  const { volumes, classes, jobs } = outline;
  const toggles = useMemo(() => togglesOf(switched, volumes, classes), [switched, volumes, classes]);
  const query = useWhatIf(incidentId, toggles, version);
  // The lists of an answer go by the outline of its version; the next answer is on its way.
  const answer = query.data?.version === version ? query.data : undefined;
  const isPresent = writeSwitched(switched) === "";
  return (
    <Section
      title={t("title")}
      lead={t("lead")}
      actions={
        isPresent ? undefined : (
          <Button onClick={() => setSwitched(nothingSwitched)}>{t("back-to-present")}</Button>
        )
      }
    >
      <div className="grid items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <div className="grid gap-6">
          <VolumeToggles volumes={volumes} answer={answer} switched={switched} onSwitch={setSwitched} />
          <DayRange answer={answer} switched={switched} onSwitch={setSwitched} />
          <ClassToggles classes={classes} switched={switched} onSwitch={setSwitched} />
          <JobToggles
            volumes={volumes}
            jobs={jobs}
            answer={answer}
            switched={switched}
            onSwitch={setSwitched}
          />
        </div>
        <div
          aria-busy={query.isFetching || undefined}
          className={clsx("min-w-0 transition-opacity", query.isPlaceholderData && "opacity-60")}
        >
          <Loaded query={{ ...query, data: answer }}>
            {(counted) => (
              <>
                <p className="sr-only" aria-live="polite">
                  {t("figure.said", { people: counted.asked.people })}
                </p>
                <ScopeFigures
                  incidentId={incidentId}
                  answer={counted}
                  assumptions={assumptions}
                  isPresent={isPresent}
                />
                <CostAssumptions
                  letters={counted.asked.letters}
                  assumptions={assumptions}
                  onChange={setAssumptions}
                />
                <SmallMultiples classes={classes} answer={counted} />
                <VolumeTable
                  incidentId={incidentId}
                  volumes={volumes}
                  classes={classes}
                  answer={counted}
                  switched={switched}
                />
              </>
            )}
          </Loaded>
        </div>
      </div>
    </Section>
  );
}

/** Today in Japan: what a letter costs when it is handed over now. */
function usualAssumptions(): Assumptions {
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo" }).format(Date.now());
  return { day, grams: 25, barcode: false, presorted: false, slack: false, minutes: minutesAPerson };
}
