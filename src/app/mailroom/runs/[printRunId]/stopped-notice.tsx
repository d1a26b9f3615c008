"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Notice } from "@/components/notice";
import type { PrintRunRow } from "@/features/print-runs/schema";

/** Pieces whose person must no longer be written to: they leave at sealing, or somebody has to be asked. */
export function StoppedNotice({ run }: { run: PrintRunRow }) {
  const t = useTranslations("mailroom");
  const format = useFormatter();
  if (run.stoppedPlaces.length === 0 || run.state === "handed-over") return null;
  const places = format.list(run.stoppedPlaces.map(String));
  return run.state === "open" ? (
    <Notice className="mt-4">{t("pieces.stopped-leave", { places })}</Notice>
  ) : (
    <Notice tone="attention" className="mt-4">
      {t("pieces.stopped-late", { places })}
    </Notice>
  );
}
