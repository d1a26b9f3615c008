"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Badge } from "@/components/badge";
import { FormError } from "@/components/form-error";
import { Kbd } from "@/components/kbd";
import { Notice } from "@/components/notice";
import { SearchBox } from "@/components/search-box";
import type { CallerHit, OpenCall, SearchAnswer } from "@/features/hotline/schema";
import { useErrorText } from "../error-text";
import { useTRPC } from "../trpc";
import { shownName } from "./spoken-name";
import { deskKeys, useKeys } from "./use-keys";
import type { Candidate } from "./verification-panel";

type FindCallerProps = { call: OpenCall; autoFocus: boolean; onChoose: (candidate: Candidate) => void };

/** The one box, and at most five masked hits. Arrows and Enter choose; Escape goes back to the box. */
export function FindCaller({ call, autoFocus, onChoose }: FindCallerProps) {
  const trpc = useTRPC();
  const t = useTranslations("hotline");
  const errorText = useErrorText();
  const [text, setText] = useState("");
  const box = useRef<HTMLInputElement>(null);
  const search = useMutation(trpc.hotline.search.mutationOptions());
  const toBox = () => {
    box.current?.focus();
    box.current?.select();
  };
  useKeys({ [deskKeys.search]: toBox });
  const run = (value: string) => {
    if (value.trim() && !search.isPending) search.mutate({ callId: call.callId, text: value });
  };
  const choose = ({ personId, maskedName, prefecture, addressee }: CallerHit) =>
    onChoose({
      personId,
      maskedName,
      prefecture,
      addressee,
      inquiryNumber: search.data?.foundBy === "inquiry-number" ? search.variables?.text : undefined,
    });
  return (
    <section aria-labelledby="find-caller">
      <h2 id="find-caller" className="mb-2 text-lg">
        {t("find.title")}
      </h2>
      <SearchBox
        ref={box}
        size="lg"
        label={t("find.label")}
        placeholder={t("find.placeholder")}
        value={text}
        onValueChange={setText}
        onSearch={run}
        busy={search.isPending}
        autoFocus={autoFocus}
      />
      <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-soft">
        <span>
          <Kbd>Enter</Kbd> {t("find.key-search")}
        </span>
        <span>
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> <Kbd>Enter</Kbd> {t("find.key-choose")}
        </span>
        <span>
          <Kbd>{deskKeys.search}</Kbd> {t("find.key-back")}
        </span>
      </p>
      <FormError>{search.error ? errorText(search.error) : null}</FormError>
      {search.data ? <Hits answer={search.data} onChoose={choose} onLeave={toBox} /> : null}
    </section>
  );
}

type HitsProps = { answer: SearchAnswer; onChoose: (hit: CallerHit) => void; onLeave: () => void };

function Hits({ answer, onChoose, onLeave }: HitsProps) {
  const t = useTranslations("hotline");
  const list = useRef<HTMLUListElement>(null);
  const { hits } = answer;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer takes the focus to its first hit
  useEffect(() => {
    list.current?.querySelector("button")?.focus();
  }, [answer]);
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === "Escape" || (event.key === "ArrowUp" && at === 0)) onLeave();
    else if (event.key === "ArrowDown") buttons[Math.min(at + 1, buttons.length - 1)]?.focus();
    else if (event.key === "ArrowUp") buttons[at - 1]?.focus();
    else return;
    event.preventDefault();
  };
  if (hits.length === 0) {
    return (
      <Notice className="mt-4" tone="attention" live title={t("find.nobody")}>
        {t("find.nobody-say")}
      </Notice>
    );
  }
  return (
    <>
      <p role="status" className="mt-4 mb-1.5 text-sm text-ink-soft">
        {t(`find.by.${answer.foundBy}`, { count: hits.length })}
      </p>
      <ul
        ref={list}
        onKeyDown={onKeyDown}
        className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface"
      >
        {hits.map((hit) => (
          <li key={hit.personId}>
            <HitButton hit={hit} onChoose={() => onChoose(hit)} />
          </li>
        ))}
      </ul>
      {isAmbiguous(hits) ? (
        <Notice className="mt-3" tone="attention">
          {t("find.alike")}
        </Notice>
      ) : null}
      {answer.more ? (
        <Notice className="mt-3" tone="attention">
          {t("find.more")}
        </Notice>
      ) : null}
    </>
  );
}

/** Two hits that look the same under their masks: choosing the wrong one would cost that person a failure. */
function isAmbiguous(hits: readonly CallerHit[]): boolean {
  const looks = hits.map(({ maskedName, prefecture }) => `${maskedName} ${prefecture}`);
  return new Set(looks).size < looks.length;
}

function HitButton({ hit, onChoose }: { hit: CallerHit; onChoose: () => void }) {
  const t = useTranslations("hotline");
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex w-full flex-wrap items-center gap-x-5 gap-y-1 px-4 py-2.5 text-left hover:bg-accent-soft focus-visible:bg-accent-soft focus-visible:-outline-offset-2"
    >
      <span className="min-w-28 text-lg font-bold">{shownName(hit.maskedName)}</span>
      <span className="min-w-20 text-ink-soft">{hit.prefecture || t("find.no-prefecture")}</span>
      <span className="text-ink-soft">{t(`addressee.${hit.addressee}`)}</span>
      {hit.locked ? <Badge tone="danger">{t("find.locked")}</Badge> : null}
    </button>
  );
}
