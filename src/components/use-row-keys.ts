"use client";
import { type KeyboardEvent, type RefObject, useState } from "react";

const pageRows = 10;

/**
 * Arrow keys, Page Up/Down, Home and End between the rows of a list; one row at a time is in the tab order.
 * `bringIntoView` draws a row that is not in the page yet.
 */
export function useRowKeys(
  scroller: RefObject<HTMLElement | null>,
  rowCount: number,
  bringIntoView?: (index: number) => void,
) {
  const [chosen, setTabStop] = useState(0);
  const tabStop = Math.min(chosen, Math.max(0, rowCount - 1));
  const find = (index: number) => scroller.current?.querySelector<HTMLElement>(`tr[data-index="${index}"]`);
  const go = (index: number) => {
    setTabStop(index);
    const row = find(index);
    if (row) row.focus();
    else {
      bringIntoView?.(index);
      requestAnimationFrame(() => requestAnimationFrame(() => find(index)?.focus()));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("tr[data-index]");
    if (!row || event.target !== row || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = target(event.key, Number(row.dataset.index), rowCount);
    if (next === null) return;
    event.preventDefault();
    go(next);
  };
  return { tabStop, setTabStop, onKeyDown };
}

function target(key: string, at: number, rowCount: number): number | null {
  const last = rowCount - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(last, at + 1);
    case "ArrowUp":
      return Math.max(0, at - 1);
    case "PageDown":
      return Math.min(last, at + pageRows);
    case "PageUp":
      return Math.max(0, at - pageRows);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
