"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Kbd } from "@/components/kbd";
import { promisableStates } from "@/features/callbacks/rules";
import type { OpenCall, PersonForCaller } from "@/features/hotline/schema";
import { useChanged } from "../incidents/use-changed";
import { LetterWish } from "../letter-wish";
import { BookingPanel } from "./booking-panel";
import { PersonFacts } from "./person-facts";
import { PersonScript } from "./person-script";
import { shownName } from "./spoken-name";
import type { useDraft } from "./use-draft";
import { deskKeys, useKeys } from "./use-keys";

type PersonViewProps = {
  call: OpenCall;
  person: PersonForCaller;
  drafting: ReturnType<typeof useDraft>;
  /** Something about them changed; asks again (and is recorded again). */
  onChanged: () => void;
};

/** A verified caller: what to say, word for word, beside what was sent and promised. */
export function PersonView({ call, person, drafting, onChanged }: PersonViewProps) {
  const t = useTranslations("hotline");
  const words = useTranslations("words");
  const changed = useChanged();
  const [isBooking, setBooking] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const mayBook = person.callTask !== null && promisableStates.includes(person.callTask.state);
  useKeys({ [deskKeys.callback]: () => mayBook && setBooking(true) });
  useEffect(() => heading.current?.focus(), []);
  const closeBooking = () => {
    setBooking(false);
    heading.current?.focus();
  };
  return (
    <article aria-labelledby="person">
      <PersonHead person={person} heading={heading} />
      {isBooking ? (
        <div className="mb-6">
          <BookingPanel
            incidentId={call.incidentId}
            personId={person.personId}
            lead={person.callback ? t("book.moves") : undefined}
            autoFocus
            onBooked={() => {
              drafting.change({ booked: true });
              onChanged();
            }}
            onClose={closeBooking}
          />
        </div>
      ) : null}
      <div className="grid gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,3fr)_minmax(16rem,2fr)]">
        <PersonScript
          call={call}
          person={person}
          explained={drafting.draft.explained}
          onExplained={(explained) => drafting.change({ explained })}
        />
        <PersonFacts
          person={person}
          onCancelled={onChanged}
          book={
            <Button
              size="sm"
              blockedBecause={mayBook ? undefined : t("book.not-owed")}
              onClick={() => setBooking(true)}
            >
              {person.callback ? t("book.move") : t("book.title")}
              <Kbd>{deskKeys.callback}</Kbd>
            </Button>
          }
        />
      </div>
      <section className="mt-6">
        <h3 className="mb-1.5 text-base">{words("wish.title")}</h3>
        <LetterWish incidentId={call.incidentId} personId={person.personId} onChanged={changed} />
      </section>
    </article>
  );
}

type PersonHeadProps = { person: PersonForCaller; heading: React.Ref<HTMLHeadingElement> };

function PersonHead({ person, heading }: PersonHeadProps) {
  const t = useTranslations("hotline");
  const others = { guardian: person.guardianName, bereaved: person.bereavedName, proxy: person.proxyName };
  const spokenTo = person.addressee;
  const other = spokenTo === "insured" || spokenTo === "policyholder" ? null : spokenTo;
  return (
    <header className="mb-5 border-b border-line pb-3">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id="person" ref={heading} tabIndex={-1} className="text-2xl outline-none">
          {t("person.name", { name: shownName(person.name) })}
        </h2>
        <span className="text-ink-soft">{person.kana}</span>
        <Badge tone={other === null ? "neutral" : "attention"}>{t(`addressee.${person.addressee}`)}</Badge>
      </div>
      <p className="flex flex-wrap gap-x-5 text-sm text-ink-soft">
        {other && others[other] ? <span>{t(`person.${other}`, { name: others[other] })}</span> : null}
        <span>{person.prefecture || t("find.no-prefecture")}</span>
        <span>
          {person.phoneLastFour ? t("person.phone", { last: person.phoneLastFour }) : t("person.no-phone")}
        </span>
      </p>
    </header>
  );
}
