"use client";
import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useErrorText } from "../error-text";

type Page<Row, Cursor> = { rows: readonly Row[]; next: Cursor | null };

/** First part of the keys of row lists: a tick of the incident does not fetch all their pages anew. */
export const rowPagesKey = "row-pages";

/**
 * A list of rows, page by page, as `<DataTable>` takes it. `key` names the list and everything it depends on,
 * `fetchPage` asks for the page after `cursor` (undefined: the first).
 */
export function useRowPages<Row, Cursor>(
  key: readonly unknown[],
  fetchPage: (cursor: Cursor | undefined, signal: AbortSignal) => Promise<Page<Row, Cursor>>,
  options: { enabled?: boolean } = {},
) {
  const errorText = useErrorText();
  const query = useInfiniteQuery<
    Page<Row, Cursor>,
    Error,
    InfiniteData<Page<Row, Cursor>>,
    readonly unknown[],
    Cursor | undefined
  >({
    queryKey: [rowPagesKey, ...key],
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam as Cursor | undefined, signal),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
  return {
    rows: query.data?.pages.flatMap((page) => page.rows),
    more: {
      hasMore: query.hasNextPage,
      isLoading: query.isFetchingNextPage,
      load: () => void query.fetchNextPage(),
    },
    error: query.error && !query.data ? errorText(query.error) : undefined,
    onRetry: () => void query.refetch(),
    isSearching: query.isPlaceholderData,
  };
}

/** The page of a list whose server answers rows only: a full page may have one after it. */
export function pageOf<Row, Cursor>(
  rows: readonly Row[],
  pageSize: number,
  cursorOf: (row: Row) => Cursor,
): Page<Row, Cursor> {
  const last = rows.at(-1);
  return { rows, next: last && rows.length === pageSize ? cursorOf(last) : null };
}
