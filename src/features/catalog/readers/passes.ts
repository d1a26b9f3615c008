import type { CatalogFormat } from "./catalog-facts";

/** How often a reader goes through the whole of each file; a look at its beginning is none. */
const passes: Partial<Record<CatalogFormat, number>> = { "bacula-sql": 2, "bacula-console": 2, netbackup: 2 };

export function passesOver(format: CatalogFormat): number {
  return passes[format] ?? 1;
}
