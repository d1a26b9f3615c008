"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/badge";
import { Progress, type ProgressState } from "@/components/progress";
import { useErrorText } from "../../error-text";
import { usePace } from "../use-pace";

type ImportFacts = {
  state: "queued" | "reading" | "read" | "failed" | "withdrawn" | "replaced";
  bytesTotal: number;
  bytesRead: number;
  rowsRead: number;
  /** Rows that are safe already: more than were read, while a reading finds its place again. */
  rowsWritten?: number;
  /** As its worker measures it; left out where it is to be measured while the page is open. */
  pace?: { rowsPerSecond: number; secondsLeft: number | null } | null;
  /** Since its worker was last heard of. */
  silentSeconds?: number | null;
  withdrawal?: { reason: string; by: string; at: Date } | null;
  problem: { reason: string; detail: Record<string, string | number | boolean | null> } | null;
};

type ImportProgressProps = { label: string; reading: ImportFacts; children?: ReactNode };

const states: Record<"queued" | "reading" | "read" | "failed", ProgressState> = {
  queued: "waiting",
  reading: "running",
  read: "done",
  failed: "failed",
};
/** A worker tells once a second; one that is silent so long has most likely ended. */
const longSilenceSeconds = 15;

/** How far a file is read, how fast, how long still; or why it could not be read and what to do. */
export function ImportProgress({ label, reading, children }: ImportProgressProps) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const errorText = useErrorText();
  const { state, bytesTotal, bytesRead, rowsRead, problem } = reading;
  const isReading = state === "reading";
  const pace = usePaceOf(reading);
  if (state === "withdrawn" || state === "replaced")
    return (
      <SetAsideImport label={label} state={state} reading={reading}>
        {children}
      </SetAsideImport>
    );
  return (
    <Progress
      label={isReading ? t("import.in-kilobytes", { label }) : label}
      done={isReading ? kilobytes(bytesRead) : rowsRead}
      total={isReading ? kilobytes(bytesTotal) : state === "read" ? rowsRead : null}
      state={states[state]}
      secondsLeft={isReading && !isSilent(reading) ? pace.secondsLeft : null}
    >
      {problem ? (
        <p className="text-danger">
          {errorText({ kind: "invalid", ...problem })} {t("import.nothing-taken")}
        </p>
      ) : null}
      {isReading ? <ReadingNow reading={reading} rowsPerSecond={pace.rowsPerSecond} /> : null}
      {state === "queued" ? <p className="text-ink-soft">{t("import.queued")}</p> : null}
      {state === "read" ? (
        <p className="figures text-ink-soft">
          {t("import.read", { rows: rowsRead, size: format.number(kilobytes(bytesTotal)) })}
        </p>
      ) : null}
      {children}
    </Progress>
  );
}

function usePaceOf({ state, pace, rowsRead, bytesRead, bytesTotal }: ImportFacts) {
  const isMeasuredHere = state === "reading" && pace === undefined;
  const rows = usePace(rowsRead, null, isMeasuredHere);
  const bytes = usePace(bytesRead, bytesTotal, isMeasuredHere);
  if (!isMeasuredHere) return pace ?? { rowsPerSecond: null, secondsLeft: null };
  return { rowsPerSecond: rows.ratePerSecond, secondsLeft: bytes.secondsLeft };
}

const isSilent = ({ silentSeconds }: ImportFacts) => (silentSeconds ?? 0) > longSilenceSeconds;

function ReadingNow({ reading, rowsPerSecond }: { reading: ImportFacts; rowsPerSecond: number | null }) {
  const t = useTranslations("incidents");
  const { rowsRead, rowsWritten = 0 } = reading;
  if (isSilent(reading)) return <p className="text-ink-soft">{t("import.silent", { rows: rowsWritten })}</p>;
  if (rowsRead < rowsWritten)
    return <p className="figures text-ink-soft">{t("import.going-on", { rows: rowsWritten })}</p>;
  return (
    <p className="figures text-ink-soft">
      {t("import.rows", { rows: rowsRead })}
      {rowsPerSecond ? ` ${t("import.rate", { rate: Math.round(rowsPerSecond) })}` : null}{" "}
      {t("import.may-close")}
    </p>
  );
}

type SetAsideProps = ImportProgressProps & { state: "withdrawn" | "replaced" };

/** An import that counts no more, and why. */
function SetAsideImport({ label, state, reading, children }: SetAsideProps) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const { withdrawal, rowsRead } = reading;
  return (
    <div className="text-ink-soft">
      <p className="flex flex-wrap items-baseline gap-2 text-sm font-bold">
        {label}
        <Badge tone="neutral">{t(`import.set-aside.${state}`)}</Badge>
      </p>
      <div className="mt-1 text-sm">
        <p className="figures">{t(`import.set-aside.${state}-why`, { rows: rowsRead })}</p>
        {withdrawal ? (
          <p>
            {t("import.set-aside.reason", {
              reason: withdrawal.reason,
              name: withdrawal.by,
              when: format.dateTime(withdrawal.at, "stamp"),
            })}
          </p>
        ) : null}
        {children}
      </div>
    </div>
  );
}

function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 1000);
}
