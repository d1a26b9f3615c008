"use client";
import { useTranslations } from "next-intl";
import { Dialog } from "@/components/dialog";
import { SampleList, type TrialSample } from "./sample-list";
import type { DocumentClass } from "./use-class-name";

export type Samples = { title: string; rows: number; pattern?: string; samples: readonly TrialSample[] };
type SamplesDialogProps = {
  classes: readonly DocumentClass[];
  shown: Samples | null;
  onClose: () => void;
};

/** Some of the rows a figure counts, with what they become. */
export function SamplesDialog({ classes, shown, onClose }: SamplesDialogProps) {
  const t = useTranslations("documents");
  if (!shown) return null;
  const { title, rows, pattern, samples } = shown;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      size="lg"
      title={title}
      description={t("samples.of", { shown: samples.length, rows })}
    >
      {pattern ? (
        <p className="mb-4">
          <span className="block text-sm text-ink-soft">{t("rule.pattern")}</span>
          <code className="code break-all">{pattern}</code>
        </p>
      ) : null}
      {samples.length > 0 ? (
        <SampleList classes={classes} samples={samples} withRule />
      ) : (
        <p className="text-ink-soft">{t("samples.none")}</p>
      )}
    </Dialog>
  );
}
