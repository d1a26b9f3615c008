"use client";
import { CloudOff, ScanLine } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import { Spinner } from "@/components/spinner";
import type { ScanAnswer, Station } from "@/features/print-runs/schema";
import { useErrorText } from "../../../error-text";
import type { Scan } from "./scan-queue";
import { stationBefore } from "./station-order";
import { verdictLooks } from "./verdict-look";

type LastVerdictProps = {
  station: Station;
  /** The last scan that was answered or refused. */
  last: Scan<ScanAnswer> | undefined;
  /** Scans that are not answered yet. */
  open: number;
  /** Where the other run's station is, if the run is known here. */
  hrefOfRun: (code: string) => string | undefined;
};

/** The answer to the last scan, readable from two steps away. */
export function LastVerdict({ station, last, open, hrefOfRun }: LastVerdictProps) {
  const t = useTranslations("bench");
  const answer = last?.answer;
  return (
    <section aria-label={t("scan.last")} data-scan={last?.id ?? "none"} className="mt-3">
      <div role="status" aria-live="assertive" aria-atomic="true">
        {answer ? <Verdict {...{ station, answer, hrefOfRun }} /> : null}
        {last?.state === "failed" ? <Refused error={last.error} /> : null}
        {last ? null : <Ready />}
      </div>
      {open > 0 ? (
        <p className="mt-2 flex items-center gap-2 text-sm text-ink-soft">
          <Spinner />
          {t("scan.open", { count: open })}
        </p>
      ) : null}
    </section>
  );
}

function Ready() {
  const t = useTranslations("bench");
  return (
    <div className="flex min-h-40 items-center gap-5 rounded-lg border-2 border-dashed border-line-strong px-6 py-5 text-ink-soft">
      <ScanLine aria-hidden="true" className="size-16 shrink-0" strokeWidth={1.5} />
      <div>
        <p className="text-2xl font-bold text-ink">{t("scan.ready")}</p>
        <p>{t("scan.ready-why")}</p>
      </div>
    </div>
  );
}

function Refused({ error }: { error: unknown }) {
  const t = useTranslations("bench");
  const errorText = useErrorText();
  return (
    <div className="flex min-h-40 flex-wrap items-center gap-x-6 gap-y-3 rounded-lg border-2 border-danger bg-danger-soft px-6 py-5 text-danger">
      <CloudOff aria-hidden="true" className="size-16 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="text-3xl font-bold">{t("scan.failed")}</p>
        <p className="mt-1 text-lg">{errorText(error)}</p>
      </div>
    </div>
  );
}

type VerdictProps = Pick<LastVerdictProps, "station" | "hrefOfRun"> & { answer: ScanAnswer };

function Verdict({ station, answer, hrefOfRun }: VerdictProps) {
  const t = useTranslations("bench");
  const { verdict, sequence, inRun } = answer;
  const { icon: Icon, panel } = verdictLooks[verdict];
  const elsewhere = inRun ? hrefOfRun(inRun.code) : undefined;
  return (
    <div
      data-verdict={verdict}
      className={`flex min-h-40 flex-wrap items-center gap-x-6 gap-y-3 rounded-lg border-2 px-6 py-5 ${panel}`}
    >
      <Icon aria-hidden="true" className="size-16 shrink-0" strokeWidth={2} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-5">
          <span className="text-4xl font-bold">{t(`verdict.${verdict}`)}</span>
          {sequence === null ? null : (
            <span className="figures text-3xl font-bold">{t("scan.piece", { sequence })}</span>
          )}
        </p>
        <p className="mt-1 text-lg">
          <VerdictSentence {...{ station, answer }} />
        </p>
      </div>
      {elsewhere && inRun ? (
        <LinkButton href={elsewhere} size="lg">
          {t("desk.to-run", { number: inRun.number })}
        </LinkButton>
      ) : null}
    </div>
  );
}

function VerdictSentence({ station, answer }: Pick<VerdictProps, "station" | "answer">) {
  const t = useTranslations("bench");
  const { verdict, inRun, because, missing } = answer;
  const why = because ? t(`because.${because}`) : null;
  switch (verdict) {
    case "other-run":
      return inRun ? t("verdict-do.other-run", { number: inRun.number }) : t("verdict-do.other-run-unknown");
    case "void":
    case "stopped":
      return (
        <>
          {why} {t(`verdict-do.${verdict}`)}
        </>
      );
    case "too-early":
      return t("verdict-do.too-early", { station: t(`station.${stationBefore(station) ?? station}`) });
    case "gap":
      return (
        <>
          {t("verdict-do.gap")}
          <br />
          <MissingPlaces places={missing} />
        </>
      );
    default:
      return t(`verdict-do.${verdict}`);
  }
}

const placesNamed = 12;

/** The places that are missing, by name; the first dozen of very many. */
function MissingPlaces({ places }: { places: readonly number[] }) {
  const t = useTranslations("bench");
  const format = useFormatter();
  const named = places.slice(0, placesNamed).map(String);
  const more = places.length - named.length;
  if (more > 0) named.push(t("gap-more", { count: more }));
  return <span className="figures">{t("gap-places", { places: format.list(named) })}</span>;
}
