import type { ReactNode } from "react";

type PlainTableProps = { label: string; children: ReactNode };

/** A table of figures that is read, and printed, as a whole. Wide ones scroll by themselves. */
export function PlainTable({ label, children }: PlainTableProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-surface print:overflow-visible"
    >
      <table className="w-full border-collapse text-sm [&_td]:px-3 [&_td]:py-1.5 [&_th]:px-3 [&_th]:py-1.5">
        {children}
      </table>
    </section>
  );
}

type CellProps = { children: ReactNode; className?: string };

/** The name of a column of figures. */
export function FigureHead({ children, className = "" }: CellProps) {
  return (
    <th scope="col" className={`text-right whitespace-nowrap ${className}`}>
      {children}
    </th>
  );
}

/** A figure. */
export function FigureCell({ children, className = "" }: CellProps) {
  return <td className={`figures text-right ${className}`}>{children}</td>;
}
