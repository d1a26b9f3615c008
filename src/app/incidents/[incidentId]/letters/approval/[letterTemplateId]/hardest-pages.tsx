"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { PdfPages } from "@/components/pdf-pages";
import type { PreviewAsked } from "@/features/letters/schema";
import { useErrorText } from "../../../../../error-text";
import { Loaded } from "../../../../../loaded";
import { useTRPC } from "../../../../../trpc";
import { previewAddress, useHardestPeople } from "../../use-hardest-people";

type HardestPagesProps = Omit<PreviewAsked, "personId" | "revision"> & {
  /** The hash of what is to be approved: other facts make other pages. */
  seen: string;
};

/** Every page of the hardest people's letters, one person beside the other. */
export function HardestPages({ seen, ...asked }: HardestPagesProps) {
  const trpc = useTRPC();
  const t = useTranslations("words");
  const errorText = useErrorText();
  const eachOnce = useHardestPeople();
  const { incidentId, addressee } = asked;
  const people = useQuery(
    trpc.letters.hardestPeople.queryOptions({ incidentId, addressee }, { staleTime: 60_000 }),
  );
  return (
    <Loaded query={people}>
      {(hardest) => (
        <ul className="grid items-start gap-6 sm:grid-cols-2">
          {eachOnce(hardest).map(({ personId, name, why }) => (
            <li key={personId} className="min-w-0">
              <h3 className="font-bold">{name}</h3>
              <p className="mb-1.5 text-sm text-ink-soft">{why}</p>
              <PdfPages
                src={previewAddress({ ...asked, personId, revision: seen.slice(0, 9) })}
                title={t("preview.letter", { name })}
                describeError={errorText}
              />
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
