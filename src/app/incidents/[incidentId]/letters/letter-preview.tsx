"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PdfPages } from "@/components/pdf-pages";
import { RadioGroup } from "@/components/radio-group";
import type { PreviewAsked } from "@/features/letters/schema";
import { useErrorText } from "../../../error-text";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { previewAddress, useHardestPeople } from "./use-hardest-people";

type LetterPreviewProps = Omit<PreviewAsked, "personId">;

/** The letter as it will be printed, for the real people whose letters are the hardest to set. */
export function LetterPreview(props: LetterPreviewProps) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const words = useTranslations("words");
  const errorText = useErrorText();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const { incidentId, addressee } = props;
  const people = useQuery(
    trpc.letters.hardestPeople.queryOptions({ incidentId, addressee }, { staleTime: 60_000 }),
  );
  const eachOnce = useHardestPeople();
  return (
    <Loaded query={people}>
      {(hardest) => {
        const each = eachOnce(hardest);
        const person = each.find(({ personId }) => personId === chosenId) ?? each[0];
        if (!person) return <p className="text-ink-soft">{words("preview.nobody")}</p>;
        return (
          <div className="grid min-w-0 gap-3">
            <RadioGroup
              label={t("preview.whose")}
              hint={t("preview.hint")}
              inline
              value={person.personId}
              onValueChange={setChosenId}
              options={each.map(({ personId, name, why }) => ({ value: personId, label: name, hint: why }))}
            />
            <PdfPages
              src={previewAddress({ ...props, personId: person.personId })}
              title={words("preview.letter", { name: person.name })}
              describeError={errorText}
            />
            <p className="text-sm text-ink-soft">{t("preview.sample-number")}</p>
          </div>
        );
      }}
    </Loaded>
  );
}
