import type { Settlement } from "@/features/catalog/rules";

const copied = (table: string) => `psql bacula -c "\\copy ${table} to '${table}.csv' csv header"`;

/**
 * The command whose output settles a doubt about a volume, to be run where the backup system is; null where no one
 * command does. `<device>` and the like are the reader's to fill in. Source: Bacula 15 utility programs, PostgreSQL.
 */
export function settlingCommand(settlement: Settlement, volume: string, jobId: number | null): string | null {
  switch (settlement) {
    case "bls-of-a-copy":
      return `bls -c bacula-sd.conf -V ${volume} <device> > bls-${volume}.txt`;
    case "bls-of-volume-before":
      return "bls -c bacula-sd.conf -V <volume before> <device> > bls-before.txt";
    case "older-catalog-backup":
      return `createdb bacula_old && psql bacula_old < bacula.sql && ${copied("File").replace("psql bacula ", "psql bacula_old ")}`;
    case "media-table":
      return copied("Media");
    case "job-table":
      return copied("Job");
    case "job-media-table":
      return copied("JobMedia");
    case "file-table":
    case "tables-as-csv":
      return copied("File");
    case "base-files-table":
      return copied("BaseFiles");
    case "original-job-files":
      return `echo "list files jobid=${jobId ?? "<original job>"}" | bconsole > files.txt`;
    case "bpimmedia-of-volume":
      return `bpimmedia -l -mediaid ${volume} > bpimmedia-${volume}.txt`;
    default:
      return null;
  }
}
