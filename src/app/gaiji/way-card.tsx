"use client";
import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { DrawnText } from "@/features/letters/schema";
import { codePointName } from "@/lib/code-point";
import { Drawn } from "./drawn";
import type { TextKey } from "./text-key";
import type { Way } from "./use-gaiji-form";

type WayCardProps = {
  group: string;
  way: Way;
  drawn: DrawnText | null;
  checked: boolean;
  onChoose: () => void;
};

/** One way to print a character, large enough to be compared stroke by stroke. */
export function WayCard({ group, way, drawn, checked, onChoose }: WayCardProps) {
  const t = useTranslations("gaiji");
  const caption =
    way.remedy === "other-font"
      ? t(`font.${way.font}` as TextKey)
      : drawn && way.replacement
        ? [...way.replacement].map(codePointName).join(" ")
        : way.remedy === "kana"
          ? way.replacement
          : null;
  return (
    <label
      className={clsx(
        "flex min-h-24 min-w-40 max-w-64 cursor-pointer flex-col gap-1.5 rounded-md border p-3",
        "has-focus-visible:outline-2 has-focus-visible:outline-accent",
        checked ? "border-accent bg-accent-soft" : "border-line bg-raised",
      )}
    >
      <span className="flex items-center gap-2 text-sm font-bold">
        <input type="radio" name={group} checked={checked} onChange={onChoose} className="size-[1.1em]" />
        {t(`remedy.${way.remedy}`)}
      </span>
      {drawn ? <Drawn drawn={drawn} label={caption ?? ""} size={112} /> : null}
      {caption ? (
        <span className={clsx("text-sm text-ink-soft", drawn && way.replacement && "code")}>{caption}</span>
      ) : null}
    </label>
  );
}
