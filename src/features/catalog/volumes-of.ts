import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";

/** A volume some catalog of the incident speaks of; `registered` where it is one of the incident's media. */
export type CatalogVolume = {
  volume: string;
  mediaType: string | null;
  lastWritten: string | null;
  jobs: number;
  registered: boolean;
};

const mostVolumes = 500;

/** The volumes the catalogs that were read know of, by label; at most 500. */
export async function volumesOf(db: Queryable, incidentId: string): Promise<CatalogVolume[]> {
  return db.execute<CatalogVolume>(sql`
    with counted as materialized (
      select id from catalog_imports where incident_id = ${incidentId} and state = 'read'
    ), named as (
      select m.volume, m.facts ->> 'mediaType' as media_type, m.facts ->> 'lastWritten' as last_written, 0 as jobs
      from catalog_media m join counted on counted.id = m.import_id
      union all
      select j.volume, null, null, count(distinct j.job_id)::int
      from job_media j join counted on counted.id = j.import_id group by j.import_id, j.volume
    )
    select n.volume, max(n.media_type) as "mediaType", max(n.last_written) as "lastWritten", max(n.jobs) as jobs,
           exists (select from media k where k.incident_id = ${incidentId} and k.label = n.volume) as registered
    from named n group by n.volume order by n.volume limit ${mostVolumes}`);
}
