type RowsPlace = { importId: string; bucket: string; rule?: string; mediumId?: string; day?: string };

/** The address of the list of catalog rows a figure of the account counts. */
export function rowsHref(incidentId: string, place: RowsPlace): string {
  const { importId, bucket, rule, mediumId, day } = place;
  const asked = new URLSearchParams({
    ...{ import: importId, bucket },
    ...(rule ? { rule } : {}),
    ...(mediumId ? { medium: mediumId } : {}),
    ...(day === undefined ? {} : { day }),
  });
  return `/incidents/${incidentId}/catalog/rows?${asked}`;
}
