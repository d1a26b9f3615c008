"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Section } from "@/components/section";
import type { RefusedCharacter, RefusedPerson } from "@/features/letters/schema";
import { Loaded } from "../loaded";
import { useTRPC } from "../trpc";
import { DecideGaiji } from "./decide-gaiji";
import { CharacterImage } from "./drawn";
import { RefusedPeople } from "./refused-people";

type CharacterPanelProps = { incidentId: string; character: RefusedCharacter };

/** One character: how it looks, whose it is, and the ways to print it after all. */
export function CharacterPanel({ incidentId, character }: CharacterPanelProps) {
  const trpc = useTRPC();
  const t = useTranslations("gaiji");
  const [person, setPerson] = useState<RefusedPerson | null>(null);
  const { codePoint, drawn } = character;
  const options = useQuery(trpc.gaiji.options.queryOptions({ incidentId, codePoint }));
  return (
    <div className="min-w-0 rounded-lg border border-line bg-surface p-4">
      <div className="mb-4 flex flex-wrap items-center gap-4">
        <CharacterImage codePoint={codePoint} drawn={drawn} size={96} />
        <div>
          <p className="code text-xl">{codePoint}</p>
          <p className="text-sm text-ink-soft">{drawn ? t("drawn") : t("not-drawn")}</p>
        </div>
      </div>
      <Section title={t("whose", { count: character.people })} lead={t("whose-lead")}>
        <RefusedPeople
          incidentId={incidentId}
          codePoint={codePoint}
          total={character.people}
          selected={person}
          onSelect={setPerson}
        />
      </Section>
      <Loaded query={options}>
        {(known) =>
          known ? (
            <DecideGaiji
              incidentId={incidentId}
              character={character}
              options={known}
              person={person}
              onWhole={() => setPerson(null)}
            />
          ) : null
        }
      </Loaded>
    </div>
  );
}
