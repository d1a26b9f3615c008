"use client";
import { type ColumnDef, tableFeatures, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo, useRef } from "react";
import { DataTableFoot, DataTableMessage } from "./data-table-parts";
import { DataTableRow, type RowOpening } from "./data-table-row";
import { useRowKeys } from "./use-row-keys";

export type Column<Row> = {
  id: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the end, in fixed-width figures. */
  align?: "start" | "end";
  /** CSS width, e.g. "8rem"; columns without one share what is left. */
  width?: string;
  /** Its cells name the row for screen readers. At most one column. */
  isRowHeader?: boolean;
};

export type DataTableProps<Row> = {
  /** What the table lists, for screen readers. */
  label: string;
  /** Keep the array stable (module scope or `useMemo`). */
  columns: readonly Column<Row>[];
  /** `undefined` while the first page is being fetched. */
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  /** Rows in all, where that is known. */
  total?: number;
  /** Keyset paging: shows "more" while there is more. */
  more?: { hasMore: boolean; isLoading: boolean; load: () => void };
  /** In place of rows when there are none. */
  empty?: ReactNode;
  /** In place of rows when they could not be fetched; say what and offer `onRetry`. */
  error?: ReactNode;
  onRetry?: () => void;
  /** Enter, or a click on the row, goes there. */
  rowHref?: (row: Row) => string;
  /** Enter, or a click on the row, calls this. */
  onRowOpen?: (row: Row) => void;
  /** Marks one row, e.g. the one shown beside the table. */
  selectedId?: string | null;
  /** CSS height from which the rows scroll inside the table. */
  maxHeight?: string;
  /** Estimated height of a row in pixels; real rows are measured. */
  rowHeightPx?: number;
  className?: string;
};

const features = tableFeatures({});

/** Rows fewer than this are all in the page, so that the browser's own search finds them. */
const virtualFromRows = 80;

/** A list of rows: fixed head, keyboard from row to row, only what is visible is drawn when it is long. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, total, more, maxHeight = "70vh", rowHeightPx = 41 } = props;
  const t = useTranslations("common");
  const scroller = useRef<HTMLDivElement>(null);
  const data = useMemo(() => [...(rows ?? [])], [rows]);
  const defs = useMemo<ColumnDef<typeof features, Row>[]>(
    () => columns.map((column) => ({ id: column.id, cell: ({ row }) => column.cell(row.original) })),
    [columns],
  );
  const table = useTable({ features, columns: defs, data, getRowId: rowId });
  const model = table.getRowModel().rows;
  const isVirtual = model.length >= virtualFromRows;
  const virtual = useVirtualizer({
    count: model.length,
    enabled: isVirtual,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    getItemKey: (index) => model[index]?.id ?? index,
    overscan: 12,
  });
  const drawn = isVirtual ? virtual.getVirtualItems() : null;
  const indexes = drawn ? drawn.map((item) => item.index) : model.map((_, index) => index);
  const before = drawn?.[0]?.start ?? 0;
  const after = drawn ? virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0) : 0;
  const opening: RowOpening<Row> = { rowHref: props.rowHref, onRowOpen: props.onRowOpen };
  const canOpen = Boolean(props.rowHref ?? props.onRowOpen);
  const keys = useRowKeys(
    scroller,
    model.length,
    isVirtual ? (index) => virtual.scrollToIndex(index) : undefined,
  );

  return (
    <div className={clsx("min-w-0 rounded-lg border border-line bg-surface", props.className)}>
      <section
        ref={scroller}
        aria-label={label}
        tabIndex={canOpen && model.length > 0 ? undefined : 0}
        className="relative overflow-auto rounded-lg focus-visible:-outline-offset-2"
        style={{ maxHeight }}
      >
        <table
          className="w-full table-fixed border-collapse"
          style={{ minWidth: narrowest(columns) }}
          aria-rowcount={total ?? (rows ? model.length + 1 : -1)}
          aria-busy={rows === undefined || undefined}
        >
          <caption className="sr-only">{label}</caption>
          <DataTableHead columns={columns} />
          <tbody onKeyDown={canOpen ? keys.onKeyDown : undefined}>
            {before > 0 ? <Spacer height={before} columns={columns.length} /> : null}
            {indexes.map((index) => {
              const row = model[index];
              return row ? (
                <DataTableRow
                  key={row.id}
                  row={row.original}
                  id={row.id}
                  index={index}
                  columns={columns}
                  opening={opening}
                  isSelected={props.selectedId === row.id}
                  isTabStop={canOpen && index === keys.tabStop}
                  onFocus={() => keys.setTabStop(index)}
                  measure={isVirtual ? virtual.measureElement : undefined}
                />
              ) : null;
            })}
            {after > 0 ? <Spacer height={after} columns={columns.length} /> : null}
            <DataTableMessage
              columnCount={columns.length}
              isLoading={rows === undefined && !props.error}
              error={props.error}
              onRetry={props.onRetry}
              empty={rows?.length === 0 ? (props.empty ?? t("table.empty")) : null}
            />
          </tbody>
        </table>
      </section>
      <DataTableFoot shown={model.length} total={total} more={more} />
    </div>
  );
}

/** Narrower than this a column without a width would be squeezed to a character a line: the table scrolls instead. */
const leastColumnWidth = "11rem";

function narrowest<Row>(columns: readonly Column<Row>[]): string {
  return `calc(${columns.map((column) => column.width ?? leastColumnWidth).join(" + ")})`;
}

function DataTableHead<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <thead className="sticky top-0 z-10 bg-surface shadow-[inset_0_-1px_0_var(--color-line-strong)]">
      <tr>
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            style={{ width: column.width }}
            className={clsx(
              "px-3 py-2 text-sm font-bold text-ink-soft",
              column.align === "end" ? "text-right" : "text-left",
            )}
          >
            {column.header}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  return (
    <tr>
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  );
}
