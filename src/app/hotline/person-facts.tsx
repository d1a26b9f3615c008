"use client";
import { useMutation } from "@tanstack/react-query";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Notice } from "@/components/notice";
import type { Tone } from "@/components/tone";
import type { EmailToThem, LetterToThem, PersonForCaller } from "@/features/hotline/schema";
import { useErrorText } from "../error-text";
import { useTRPC } from "../trpc";
import { OpeningWords } from "./lines-now";
import { RecentCalls } from "./recent-calls";
import { useNow } from "./use-now";

type PersonFactsProps = { person: PersonForCaller; book: ReactNode; onCancelled: () => void };

/** What was sent, what is promised, when they can ring, what was said before. */
export function PersonFacts({ person, book, onCancelled }: PersonFactsProps) {
  const t = useTranslations("hotline");
  const locale = useLocale();
  const now = useNow(60_000);
  return (
    <div className="flex flex-col gap-6">
      <Part title={t("facts.promise")}>
        <PromiseMade person={person} book={book} onCancelled={onCancelled} />
      </Part>
      <Part title={t("facts.letters")}>
        <Letters person={person} />
        <Emails emails={person.emails} />
      </Part>
      <Part title={t("facts.hours")}>
        <ul className="flex flex-col gap-1.5">
          {person.lines.map((line) => (
            <li key={line.number}>
              <span className="block text-sm text-ink-soft">
                {locale === "ja" ? line.nameJa : line.nameEn}
              </span>
              <span className="figures text-lg">{line.number}</span>{" "}
              <span className="text-sm">{t(`charge.${line.charge}`)}</span>
              <span className="block text-sm">
                <OpeningWords opening={line.opening} now={now} />
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t("facts.calls")}>
        <RecentCalls calls={person.calls} empty={t("facts.no-calls")} withAgent />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 text-base">{title}</h3>
      {children}
    </section>
  );
}

function PromiseMade({ person, book, onCancelled }: PersonFactsProps) {
  const trpc = useTRPC();
  const t = useTranslations("hotline");
  const format = useFormatter();
  const errorText = useErrorText();
  const cancel = useMutation(trpc.callbacks.cancel.mutationOptions({ onSuccess: onCancelled }));
  const { callback, callTask } = person;
  return (
    <>
      {callback ? (
        <div className="mb-2">
          <p className="figures text-lg font-bold">{format.dateTime(callback.dueAt, "dayTime")}</p>
          {callback.note ? <p className="text-sm text-ink-soft">{callback.note}</p> : null}
        </div>
      ) : null}
      <p className="mb-2 text-sm text-ink-soft">
        {callTask ? t(`task.${callTask.state}`, { attempts: callTask.attempts }) : t("task.none")}
      </p>
      {callTask && callTask.latest.length > 0 ? (
        <ul className="mb-2 text-sm text-ink-soft">
          {callTask.latest.slice(0, 3).map((attempt) => (
            <li key={attempt.at.toISOString()}>
              <span className="figures">{format.dateTime(attempt.at, "dayTime")}</span>　
              {t(`outcome.${attempt.outcome}`)}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {book}
        {callback ? (
          <Button
            size="sm"
            tone="quiet"
            busy={cancel.isPending}
            onClick={() => cancel.mutate({ callbackId: callback.callbackId })}
          >
            {t("book.cancel")}
          </Button>
        ) : null}
      </div>
      <FormError>{cancel.error ? errorText(cancel.error) : null}</FormError>
    </>
  );
}

const letterTones: Record<LetterToThem["state"], Tone> = {
  generated: "neutral",
  held: "attention",
  "in-run": "neutral",
  printed: "neutral",
  "handed-over": "done",
  returned: "attention",
  void: "neutral",
};

const emailTones: Record<EmailToThem["state"], Tone> = {
  generated: "neutral",
  held: "attention",
  claimed: "neutral",
  sent: "done",
  refused: "attention",
  unknown: "attention",
  bounced: "attention",
  cancelled: "neutral",
};

function Emails({ emails }: { emails: EmailToThem[] }) {
  const t = useTranslations("emails");
  const format = useFormatter();
  return (
    <ul className="mt-2 flex flex-col gap-2">
      {emails.map((email) => (
        <li key={email.inquiryNumber} className="flex flex-wrap items-center gap-x-3">
          <span className="code text-lg">{email.inquiryNumber}</span>
          <Badge tone={emailTones[email.state]}>{t("by-email", { state: t(`state.${email.state}`) })}</Badge>
          {email.sentAt ? (
            <span className="figures text-sm text-ink-soft">{format.dateTime(email.sentAt, "day")}</span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Letters({ person }: { person: PersonForCaller }) {
  const t = useTranslations("hotline");
  const errors = useTranslations("errors");
  const format = useFormatter();
  if (person.letters.length === 0) {
    return (
      <Notice tone="attention">
        {person.letterWithheld ? t(`withheld.${person.letterWithheld}`) : t("facts.no-letter")}
      </Notice>
    );
  }
  const why = ({ heldFor }: LetterToThem) => {
    const key = heldFor?.reason as Parameters<typeof errors>[0] | undefined;
    if (!heldFor || !key || !errors.has(key)) return null;
    return errors(key, { codePoint: heldFor.codePoint ?? "" } as Parameters<typeof errors>[1]);
  };
  return (
    <ul className="flex flex-col gap-2">
      {person.letters.map((letter) => (
        <li key={letter.inquiryNumber}>
          <div className="flex flex-wrap items-center gap-x-3">
            <span className="code text-lg">{letter.inquiryNumber}</span>
            <Badge tone={letterTones[letter.state]}>{t(`letter.${letter.state}`)}</Badge>
          </div>
          <p className="text-sm text-ink-soft">
            {letter.handedOverAt
              ? t("facts.handed-over", { date: format.dateTime(letter.handedOverAt, "day") })
              : (why(letter) ?? t("facts.made", { date: format.dateTime(letter.createdAt, "day") }))}
          </p>
        </li>
      ))}
    </ul>
  );
}
