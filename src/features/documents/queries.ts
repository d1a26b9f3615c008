import { asc, eq } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import { documentClasses } from "@/db/schema";

/** The incident's kinds of paper with their data elements, by code. */
export function classesOf(incidentId: string, db: Queryable = database()) {
  return db
    .select({
      code: documentClasses.code,
      nameJa: documentClasses.nameJa,
      nameEn: documentClasses.nameEn,
      elements: documentClasses.elements,
    })
    .from(documentClasses)
    .where(eq(documentClasses.incidentId, incidentId))
    .orderBy(asc(documentClasses.code));
}
