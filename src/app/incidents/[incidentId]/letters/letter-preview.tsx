"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PdfFrame } from "@/components/pdf-frame";
import { RadioGroup } from "@/components/radio-group";
import type { PreviewAsked } from "@/features/letters/schema";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";

type LetterPreviewProps = Omit<PreviewAsked, "personId">;

/** The letter as it will be printed, for the real people whose letters are the hardest to set. */
export function LetterPreview(props: LetterPreviewProps) {
  const { incidentId, addressee } = props;
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const [chosenId, setChosenId] = useState<string | null>(null);
  const people = useQuery(
    trpc.letters.hardestPeople.queryOptions({ incidentId, addressee }, { staleTime: 60_000 }),
  );
  return (
    <Loaded query={people}>
      {(hardest) => {
        const personId = chosenId ?? hardest[0]?.personId;
        const each = [...new Map(hardest.map((one) => [one.personId, one])).values()];
        return (
          <div className="grid min-w-0 gap-3">
            <RadioGroup
              label={t("preview.whose")}
              hint={t("preview.hint")}
              inline
              value={personId}
              onValueChange={setChosenId}
              options={each.map((person) => ({
                value: person.personId,
                label: person.name,
                hint: hardest
                  .filter((one) => one.personId === person.personId)
                  .map((one) => t(`hard.${one.because}`))
                  .join("・"),
              }))}
            />
            {personId ? <PreviewPdf {...props} personId={personId} /> : null}
          </div>
        );
      }}
    </Loaded>
  );
}

function PreviewPdf(asked: PreviewAsked) {
  const t = useTranslations("incidents");
  const src = `/api/pdf/letter-preview?${new URLSearchParams(asked)}`;
  // Asked for once before it is framed: a frame would show an error as the server's own bare text.
  const checked = useQuery({
    queryKey: ["letter-preview", src],
    queryFn: async ({ signal }) => {
      const response = await fetch(src, { signal });
      if (!response.ok) throw await response.json();
      return true;
    },
  });
  return (
    <Loaded query={checked}>
      {() => (
        <>
          <PdfFrame key={src} src={src} title={t("preview.title")} height="min(60vh, 42rem)" />
          <p className="text-sm text-ink-soft">{t("preview.sample-number")}</p>
        </>
      )}
    </Loaded>
  );
}
