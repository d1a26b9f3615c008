"use client";
import clsx from "clsx";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Button } from "@/components/button";
import { Section } from "@/components/section";
import { minutesAPerson } from "@/features/scope/rules";
import type { ScopeMeasureShown, WhatIf } from "@/features/scope/schema";
import { Loaded } from "../../../loaded";
import { ClassToggles } from "./class-toggles";
import { CostAssumptions } from "./cost-assumptions";
import { DayRange } from "./day-range";
import { JobToggles } from "./job-toggles";
import { type Assumptions, ScopeFigures } from "./scope-figures";
import { SmallMultiples } from "./small-multiples";
import { nothingSwitched, type Switched, togglesOf, writeSwitched } from "./switched";
import { useSwitched } from "./use-switched";
import { useWhatIf } from "./use-what-if";
import { VolumeTable } from "./volume-table";
import { VolumeToggles } from "./volume-toggles";

type WhatIfDeskProps = {
  incidentId: string;
  outline: NonNullable<ScopeMeasureShown["outline"]>;
  version: number;
};

/** Switches at one side, what they do at the other; on a narrow screen the figures come first. */
export function WhatIfDesk({ incidentId, outline, version }: WhatIfDeskProps) {
  const t = useTranslations("scope");
  const [switched, setSwitched] = useSwitched();
  const [assumptions, setAssumptions] = useState<Assumptions>(usualAssumptions);
  const { volumes, classes } = outline;
  const toggles = useMemo(() => togglesOf(switched, volumes, classes), [switched, volumes, classes]);
  const query = useWhatIf(incidentId, toggles, version);
  // The lists of an answer go by the outline of its version; the next answer is on its way.
  const answer = query.data?.version === version ? query.data : undefined;
  const isPresent = writeSwitched(switched) === "";
  const result = clsx("min-w-0 transition-opacity lg:col-start-2", query.isPlaceholderData && "opacity-60");
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
      <div className="grid items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
        <div className={clsx(result, "lg:row-start-1")} aria-busy={query.isFetching || undefined}>
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
              </>
            )}
          </Loaded>
        </div>
        <Switches outline={outline} answer={answer} switched={switched} onSwitch={setSwitched} />
        {answer ? (
          <div className={clsx(result, "lg:row-start-2")}>
            <SmallMultiples classes={classes} answer={answer} />
            <VolumeTable
              incidentId={incidentId}
              volumes={volumes}
              classes={classes}
              answer={answer}
              switched={switched}
            />
          </div>
        ) : null}
      </div>
    </Section>
  );
}

type SwitchesProps = {
  outline: WhatIfDeskProps["outline"];
  answer: WhatIf | undefined;
  switched: Switched;
  onSwitch: (next: Switched) => void;
};

function Switches({ outline, ...rest }: SwitchesProps) {
  const { volumes, classes, jobs } = outline;
  const { switched, onSwitch } = rest;
  return (
    <div className="grid gap-6 lg:col-start-1 lg:row-span-2 lg:row-start-1">
      <VolumeToggles volumes={volumes} {...rest} />
      <DayRange {...rest} />
      <ClassToggles classes={classes} switched={switched} onSwitch={onSwitch} />
      <JobToggles volumes={volumes} jobs={jobs} {...rest} />
    </div>
  );
}

/** Today in Japan: what a letter costs when it is handed over now. */
function usualAssumptions(): Assumptions {
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo" }).format(Date.now());
  return { day, grams: 25, barcode: false, presorted: false, slack: false, minutes: minutesAPerson };
}
