import type { ReactNode } from "react";
import type { Column } from "@/components/data-table";

/** Where a row was read from: its file and line. `width` is CSS. */
export function placeColumn<Row extends { fileName: string; line: number }>(
  header: ReactNode,
  width: string,
): Column<Row> {
  return {
    id: "place",
    header,
    cell: (row) => (
      <span className="code">
        {row.fileName}:{row.line}
      </span>
    ),
    width,
  };
}
