import clsx from "clsx";
import type { ReactNode } from "react";

export type Description = { term: ReactNode; value: ReactNode; key?: string };

type DescriptionListProps = { items: readonly Description[]; className?: string };

/** Names and values, in two columns where there is room. A missing value shows as a dash. */
export function DescriptionList({ items, className }: DescriptionListProps) {
  return (
    <dl
      className={clsx(
        "grid grid-cols-1 gap-x-6 sm:grid-cols-[minmax(6rem,max-content)_minmax(0,1fr)]",
        className,
      )}
    >
      {items.map((item, index) => (
        <div
          key={item.key ?? (typeof item.term === "string" ? item.term : index)}
          className="col-span-full grid grid-cols-subgrid border-b border-line py-1.5 last:border-b-0"
        >
          <dt className="text-sm leading-[1.9] text-ink-soft">{item.term}</dt>
          <dd className="min-w-0">
            {item.value === null || item.value === undefined || item.value === "" ? "–" : item.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
