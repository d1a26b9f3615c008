"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { Checkbox } from "@/components/checkbox";
import type { LostOfTheirs, OpenCall, PersonForCaller } from "@/features/hotline/schema";
import { useTRPC } from "../trpc";
import { Said } from "./said";
import { spokenName } from "./spoken-name";

type PersonScriptProps = {
  call: OpenCall;
  person: PersonForCaller;
  explained: readonly string[];
  onExplained: (explained: string[]) => void;
};

/** The words to say, in order: the apology, what was lost in the letter's own words, the letter, the end. */
export function PersonScript({ call, person, explained, onExplained }: PersonScriptProps) {
  const trpc = useTRPC();
  const t = useTranslations("hotline");
  const locale = useLocale();
  const incident = useQuery(trpc.incidents.get.queryOptions({ incidentId: call.incidentId }));
  const toggle = (classCode: string, isTicked: boolean) =>
    onExplained(
      isTicked ? [...new Set([...explained, classCode])] : explained.filter((code) => code !== classCode),
    );
  const name = spokenName(person.name, person.kana);
  const harm = locale === "ja" ? incident.data?.secondaryHarm : incident.data?.secondaryHarmEn;
  return (
    <section aria-labelledby="script" className="flex flex-col gap-4">
      <h3 id="script" className="text-lg">
        {t("script.title")}
      </h3>
      <Said>{t(`script.opening.${person.addressee}`, { name })}</Said>
      <Said>{t("script.lost", { name })}</Said>
      <ul className="flex flex-col gap-2">
        {person.lost.map((lost) => (
          <li key={lost.classCode} className="rounded-lg border border-line bg-surface px-4 py-3">
            <LostItem
              lost={lost}
              isTicked={explained.includes(lost.classCode)}
              onTick={(isTicked) => toggle(lost.classCode, isTicked)}
            />
          </li>
        ))}
      </ul>
      {harm ? <Said>{harm}</Said> : null}
      <Said>{useLetterWords(person)}</Said>
      <Said>{t("script.closing")}</Said>
      {incident.data ? <Asked incident={incident.data} /> : null}
    </section>
  );
}

type LostItemProps = { lost: LostOfTheirs; isTicked: boolean; onTick: (isTicked: boolean) => void };

function LostItem({ lost, isTicked, onTick }: LostItemProps) {
  const t = useTranslations("hotline");
  const locale = useLocale();
  const sentences = locale === "ja" ? lost.sentencesJa : lost.sentencesEn;
  return (
    <>
      {sentences.map((sentence) => (
        <p key={sentence} className="text-lg leading-relaxed">
          {sentence}
        </p>
      ))}
      <div className="mt-1.5 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Checkbox
          label={t("script.explained", { name: locale === "ja" ? lost.nameJa : lost.nameEn })}
          checked={isTicked}
          onChange={(event) => onTick(event.target.checked)}
        />
        <span className="text-sm text-ink-soft">
          {t("script.on-media")} <span className="code text-base">{lost.media.join(", ")}</span>
        </span>
      </div>
    </>
  );
}

/** What to say of the letter: when it went out, that it is coming, or why there is none. */
function useLetterWords({ letters, emails, letterWithheld }: PersonForCaller): string {
  const t = useTranslations("hotline");
  const format = useFormatter();
  const letter = letters.find(({ state }) => state !== "void" && state !== "returned");
  if (letter?.handedOverAt) {
    return t("script.letter.handed-over", { date: format.dateTime(letter.handedOverAt, "day") });
  }
  if (letter) return letter.state === "held" ? t("script.letter.held") : t("script.letter.coming");
  const email = emails.find(({ sentAt, state }) => sentAt && state === "sent");
  if (email?.sentAt) return t("script.letter.emailed", { date: format.dateTime(email.sentAt, "day") });
  return letterWithheld ? t(`script.letter.withheld-${letterWithheld}`) : t("script.letter.coming");
}

type IncidentTexts = Record<
  "outline" | "cause" | "measures" | "outlineEn" | "causeEn" | "measuresEn",
  string
>;

/** What callers ask most, in the words the letter uses; closed until it is asked. */
function Asked({ incident }: { incident: IncidentTexts }) {
  const t = useTranslations("hotline");
  const locale = useLocale();
  const topics = ["outline", "cause", "measures"] as const;
  return (
    <div className="mt-2">
      <h3 className="mb-1.5 text-base">{t("script.asked")}</h3>
      {topics.map((topic) => {
        const text = incident[locale === "ja" ? topic : (`${topic}En` as const)];
        return text ? (
          <details key={topic} className="border-t border-line py-2 last:border-b">
            <summary className="font-bold">{t(`script.topic.${topic}`)}</summary>
            <Said className="mt-2 whitespace-pre-wrap">{text}</Said>
          </details>
        ) : null;
      })}
    </div>
  );
}
