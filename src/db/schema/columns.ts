import { sql } from "drizzle-orm";
import { timestamp, uuid } from "drizzle-orm/pg-core";

/** Primary key: time-ordered UUID made by the database. */
export const id = () => uuid("id").primaryKey().default(sql`uuidv7()`);

/** An instant, as a `Date`. */
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
