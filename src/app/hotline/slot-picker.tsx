"use client";
import clsx from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import type { OpenSlot } from "@/features/callbacks/schema";
import { tokyoDate } from "@/features/incidents/rules";

type SlotPickerProps = {
  slots: readonly OpenSlot[];
  value: Date | null;
  onValueChange: (startsAt: Date | null) => void;
  autoFocus?: boolean;
};

/** The free times of the next two weeks: first the day, then the time. Two groups of radios: arrows move, Tab goes on. */
export function SlotPicker({ slots, value, onValueChange, autoFocus }: SlotPickerProps) {
  const t = useTranslations("hotline");
  const format = useFormatter();
  const days = useMemo(() => daysOf(slots), [slots]);
  const [chosen, setChosen] = useState<string | null>(value ? tokyoDate(value) : null);
  const day = days.find(({ date }) => date === chosen) ?? days[0];
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (autoFocus) group.current?.querySelector<HTMLInputElement>("input:checked, input")?.focus();
  }, [autoFocus]);
  return (
    <div ref={group} className="flex flex-col gap-4">
      <TileGroup label={t("book.day")} columns="grid-cols-[repeat(auto-fill,minmax(6.75rem,1fr))]">
        {(name) =>
          days.map(({ date, slots: ofDay }) => (
            <Tile
              key={date}
              name={name}
              isChosen={date === day?.date}
              onChoose={() => {
                setChosen(date);
                onValueChange(null);
              }}
              title={format.dateTime(ofDay[0]?.startsAt ?? new Date(0), dayOnly)}
              note={t("book.places", { count: ofDay.reduce((sum, slot) => sum + slot.free, 0) })}
            />
          ))
        }
      </TileGroup>
      <TileGroup label={t("book.time")} columns="grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))]">
        {(name) =>
          day?.slots.map((slot) => (
            <Tile
              key={slot.startsAt.getTime()}
              name={name}
              isChosen={slot.startsAt.getTime() === value?.getTime()}
              onChoose={() => onValueChange(slot.startsAt)}
              title={format.dateTime(slot.startsAt, "time")}
              note={t("book.places", { count: slot.free })}
            />
          ))
        }
      </TileGroup>
    </div>
  );
}

const dayOnly = { month: "short", day: "numeric", weekday: "short" } as const;

type Day = { date: string; slots: OpenSlot[] };

function daysOf(slots: readonly OpenSlot[]): Day[] {
  const days = new Map<string, OpenSlot[]>();
  for (const slot of slots) {
    const date = tokyoDate(slot.startsAt);
    days.set(date, [...(days.get(date) ?? []), slot]);
  }
  return [...days].map(([date, ofDay]) => ({ date, slots: ofDay }));
}

type TileGroupProps = { label: string; columns: string; children: (name: string) => ReactNode };

function TileGroup({ label, columns, children }: TileGroupProps) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-bold">{label}</legend>
      <div className={clsx("grid gap-1.5", columns)}>{children(name)}</div>
    </fieldset>
  );
}

type TileProps = { name: string; isChosen: boolean; onChoose: () => void; title: string; note: string };

function Tile({ name, isChosen, onChoose, title, note }: TileProps) {
  return (
    <label
      className={clsx(
        "rounded-md border px-2 py-1 text-center leading-tight has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
        isChosen
          ? "border-accent bg-accent text-on-accent"
          : "border-line-strong bg-surface hover:bg-accent-soft",
      )}
    >
      <input type="radio" name={name} checked={isChosen} onChange={onChoose} className="sr-only" />
      <span className="figures block text-sm font-bold">{title}</span>
      <span className={clsx("figures block text-xs", isChosen ? undefined : "text-ink-soft")}>{note}</span>
    </label>
  );
}
