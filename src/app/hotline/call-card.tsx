"use client";
import clsx from "clsx";
import { PhoneIncoming, PhoneOutgoing } from "lucide-react";
import { useTranslations } from "next-intl";
import type { OpenCall, PersonForCaller } from "@/features/hotline/schema";
import { shownName } from "./spoken-name";
import { useNow } from "./use-now";

const secondMs = 1_000;
const shortMs = 2 * 60 * secondMs;

type CallCardProps = {
  call: OpenCall;
  aheadMs: number;
  isGranted: boolean;
  person: PersonForCaller | undefined;
};

/** The call itself: who rang, for how long, the number to dial, and how long things may still be told. */
export function CallCard({ call, aheadMs, isGranted, person }: CallCardProps) {
  const t = useTranslations("hotline");
  const now = useNow(secondMs, aheadMs);
  const Icon = call.direction === "inbound" ? PhoneIncoming : PhoneOutgoing;
  const leftMs = call.grantedUntil ? call.grantedUntil.getTime() - now.getTime() : 0;
  return (
    <section aria-label={t("call.title")} className="rounded-lg border border-line bg-surface px-4 py-3">
      <p className="flex items-center justify-between gap-3">
        <span className="flex items-center gap-2 font-bold">
          <Icon aria-hidden="true" className="size-4.5 text-accent" />
          {t(`direction.${call.direction}`)}
        </span>
        <span role="timer" aria-label={t("call.elapsed")} className="figures text-xl">
          {clock(now.getTime() - call.startedAt.getTime())}
        </span>
      </p>
      {call.phone === null ? null : (
        <p className="mt-2">
          <span className="block text-sm text-ink-soft">{t("call.dial")}</span>
          <span className="figures text-2xl">{call.phone || t("call.no-phone")}</span>
        </p>
      )}
      <p className="mt-2 border-t border-line pt-2">
        {person
          ? shownName(person.name)
          : call.maskedName
            ? shownName(call.maskedName)
            : t("call.nobody-yet")}
      </p>
      <p
        className={clsx("flex justify-between gap-3 text-sm", {
          "text-ink-soft": !isGranted,
          "text-ok": isGranted && leftMs > shortMs,
          "font-bold text-attention": isGranted && leftMs <= shortMs,
        })}
      >
        <span>
          {isGranted
            ? leftMs > shortMs
              ? t("call.verified")
              : t("call.verified-short")
            : t("call.unverified")}
        </span>
        {isGranted ? (
          <span role="timer" aria-label={t("call.grant-left")} className="figures">
            {t("call.left", { time: clock(leftMs) })}
          </span>
        ) : null}
      </p>
    </section>
  );
}

function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / secondMs));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const tail = `${String(minutes).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}
