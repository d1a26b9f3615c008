"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Progress, type ProgressState } from "@/components/progress";
import { useErrorText } from "../../error-text";
import { usePace } from "../use-pace";

type ImportFacts = {
  state: "queued" | "reading" | "read" | "failed" | "withdrawn" | "replaced";
  bytesTotal: number;
  bytesRead: number;
  rowsRead: number;
  problem: { reason: string; detail: Record<string, string | number | boolean | null> } | null;
};

type ImportProgressProps = { label: string; reading: ImportFacts; children?: ReactNode };

const states: Record<ImportFacts["state"], ProgressState> = {
  queued: "waiting",
  reading: "running",
  read: "done",
  failed: "failed",
  withdrawn: "done",
  replaced: "done",
};

/** How far a file is read, how fast, how long still; or why it could not be read and what to do. */
export function ImportProgress({ label, reading, children }: ImportProgressProps) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const errorText = useErrorText();
  const { state, bytesTotal, bytesRead, rowsRead, problem } = reading;
  const isReading = state === "reading";
  const pace = usePace(rowsRead, null, isReading);
  const bytePace = usePace(bytesRead, bytesTotal, isReading);
  return (
    <Progress
      label={isReading ? t("import.in-kilobytes", { label }) : label}
      done={isReading ? kilobytes(bytesRead) : rowsRead}
      total={isReading ? kilobytes(bytesTotal) : state === "read" ? rowsRead : null}
      state={states[state]}
      secondsLeft={bytePace.secondsLeft}
    >
      {problem ? (
        <p className="text-danger">
          {errorText({ kind: "invalid", ...problem })} {t("import.nothing-taken")}
        </p>
      ) : null}
      {isReading ? (
        <p className="figures text-ink-soft">
          {t("import.rows", { rows: rowsRead })}
          {pace.ratePerSecond ? ` ${t("import.rate", { rate: Math.round(pace.ratePerSecond) })}` : null}{" "}
          {t("import.may-close")}
        </p>
      ) : null}
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

function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 1000);
}
