"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { DescriptionList } from "@/components/description-list";
import { FormError } from "@/components/form-error";
import { Section } from "@/components/section";
import { Select } from "@/components/select";
import { mayChangeEnvelope } from "@/features/letters/rules";
import type { EnvelopesFor, TemplateOfAddressee } from "@/features/letters/schema";
import { Loaded } from "../../../loaded";
import { useTRPC, useTRPCClient } from "../../../trpc";
import { useBlocked } from "../../signed-in-context";
import { useAct } from "../../use-act";
import { useChanged } from "../../use-changed";
import { AddEnvelope } from "./add-envelope";
import { WindowVerdict } from "./window-verdict";

type EnvelopeSectionProps = { incidentId: string; templates: readonly TemplateOfAddressee[] };

/** The envelope the letters go into: how the sheet is folded for it, and what its window can show. */
export function EnvelopeSection({ incidentId, templates }: EnvelopeSectionProps) {
  const trpc = useTRPC();
  const t = useTranslations("envelope");
  const known = useQuery(trpc.letters.envelopes.queryOptions({ incidentId }));
  const seen = templates.find(({ chosen }) => chosen !== null);
  return (
    <Section title={t("title")} lead={t("lead")} actions={<AddEnvelope incidentId={incidentId} />}>
      <Loaded query={known}>
        {(all) => (
          <div className="grid gap-4">
            <ChooseEnvelope key={all.chosen} incidentId={incidentId} known={all} />
            {seen?.chosen ? (
              <WindowVerdict
                incidentId={incidentId}
                variant={seen.variant}
                templateName={seen.chosen.templateName}
                templateVersion={seen.chosen.templateVersion}
              />
            ) : (
              <p className="text-sm text-ink-soft">{t("no-words")}</p>
            )}
          </div>
        )}
      </Loaded>
    </Section>
  );
}

function ChooseEnvelope({ incidentId, known }: { incidentId: string; known: EnvelopesFor }) {
  const t = useTranslations("envelope");
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  const whyNot = useWhyNot(known.wordsInUse);
  const { isBusy, problem, run } = useAct();
  const [code, setCode] = useState(known.chosen);
  const choose = () =>
    run(async () => {
      await client.letters.chooseEnvelope.mutate({ incidentId, code });
      await changed();
    });
  const shown = known.envelopes.find((one) => one.code === code);
  const because = blocked("letters.chooseEnvelope") ?? whyNot;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t("envelope")}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          options={known.envelopes.map((one) => ({ value: one.code, label: one.envelope.name }))}
          emptyChoice={false}
        />
        {code === known.chosen ? null : (
          <Button tone="primary" busy={isBusy} blockedBecause={because} onClick={() => void choose()}>
            {t("choose")}
          </Button>
        )}
      </div>
      <FormError>{problem}</FormError>
      {shown ? <Measures known={shown} /> : null}
    </div>
  );
}

function useWhyNot(wordsInUse: number): string | undefined {
  const errors = useTranslations("errors");
  const may = mayChangeEnvelope(wordsInUse);
  return may.ok ? undefined : errors(may.because);
}

function Measures({ known }: { known: EnvelopesFor["envelopes"][number] }) {
  const t = useTranslations("envelope");
  const format = useFormatter();
  const { envelope: e, foldsMm, weightG } = known;
  const mm = (value: number) => format.number(value, { maximumFractionDigits: 1 });
  const figures = (text: string) => <span className="figures">{text}</span>;
  return (
    <DescriptionList
      items={[
        { term: t("size"), value: figures(t("by", { width: mm(e.widthMm), height: mm(e.heightMm) })) },
        {
          term: t("window"),
          value: figures(
            t("window-at", {
              width: mm(e.windowWidthMm),
              height: mm(e.windowHeightMm),
              left: mm(e.windowLeftMm),
              bottom: mm(e.windowBottomMm),
            }),
          ),
        },
        {
          term: t("folds"),
          value: figures(
            foldsMm.length === 0
              ? t("no-folds")
              : t("folds-at", { places: format.list(foldsMm.map((fold) => `${mm(fold)} mm`)) }),
          ),
        },
        { term: t("weight"), value: figures(t("grams", { weight: mm(weightG) })) },
      ]}
    />
  );
}
