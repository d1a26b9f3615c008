"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

/** After an act of one's own: everything on the page asks again, row lists too. */
export function useChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries(), [queries]);
}
