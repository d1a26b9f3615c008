type RowsPlace = { importId: string; bucket: string; rule?: string };

/** The address of the list of catalog rows a figure of the account counts. */
export function rowsHref(incidentId: string, { importId, bucket, rule }: RowsPlace): string {
  const asked = new URLSearchParams({ import: importId, bucket, ...(rule ? { rule } : {}) });
  return `/incidents/${incidentId}/catalog/rows?${asked}`;
}
