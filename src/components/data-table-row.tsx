"use client";
import clsx from "clsx";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { KeyboardEvent, MouseEvent } from "react";
import type { Column } from "./data-table";

export type RowOpening<Row> = { rowHref?: (row: Row) => string; onRowOpen?: (row: Row) => void };

type DataTableRowProps<Row> = {
  row: Row;
  id: string;
  index: number;
  columns: readonly Column<Row>[];
  opening: RowOpening<Row>;
  isSelected: boolean;
  isTabStop: boolean;
  onFocus: () => void;
  measure?: (element: Element | null) => void;
};

/** One row of a `<DataTable>`. */
export function DataTableRow<Row>(props: DataTableRowProps<Row>) {
  const { row, index, columns, opening, isSelected } = props;
  const router = useRouter();
  const href = opening.rowHref?.(row);
  const canOpen = Boolean(href ?? opening.onRowOpen);
  const open = () => {
    if (href) router.push(href);
    else opening.onRowOpen?.(row);
  };
  const onClick = (event: MouseEvent) => {
    const onControl = (event.target as HTMLElement).closest("a, button, input, select, label");
    if (!onControl && !window.getSelection()?.toString()) open();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.target !== event.currentTarget) return;
    event.preventDefault();
    open();
  };
  return (
    <tr
      ref={props.measure}
      data-index={index}
      data-row-id={props.id}
      aria-rowindex={index + 2}
      aria-current={isSelected || undefined}
      tabIndex={canOpen ? (props.isTabStop ? 0 : -1) : undefined}
      onFocus={props.onFocus}
      onClick={canOpen ? onClick : undefined}
      onKeyDown={canOpen ? onKeyDown : undefined}
      className={clsx(
        "border-b border-line last:border-b-0 focus-visible:-outline-offset-2",
        canOpen && "cursor-pointer hover:bg-accent-soft",
        isSelected && "bg-accent-soft shadow-[inset_3px_0_0_var(--color-accent)]",
      )}
    >
      {columns.map((column) => (
        <Cell key={column.id} column={column} row={row} href={href} />
      ))}
    </tr>
  );
}

function Cell<Row>({ column, row, href }: { column: Column<Row>; row: Row; href?: string }) {
  const look = clsx("px-3 py-2 align-top", column.align === "end" && "figures text-right");
  const content = column.cell(row);
  if (!column.isRowHeader) return <td className={look}>{content}</td>;
  return (
    <th scope="row" className={clsx(look, "text-left font-bold")}>
      {href ? (
        // The row itself is the keyboard's stop; this is the link for screen readers, new tabs and long presses.
        <Link href={href} tabIndex={-1} className="text-ink no-underline hover:underline">
          {content}
        </Link>
      ) : (
        content
      )}
    </th>
  );
}
