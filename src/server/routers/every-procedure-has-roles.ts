import type { AnyProcedure } from "@trpc/server";
import type { Act } from "@/features/staff/rules";
import type { AppRouter } from "./app-router";

type Paths<Record> = {
  [Key in keyof Record & string]: Record[Key] extends AnyProcedure ? Key : `${Key}.${Paths<Record[Key]>}`;
}[keyof Record & string];

type Procedure = Paths<AppRouter["_def"]["record"]>;

/** Does not compile while a procedure has no line in `rolesByAct`, or a line no procedure. */
export const everyProcedureHasRoles: [
  withoutRoles: Exclude<Procedure, Act>,
  withoutProcedure: Exclude<Act, Procedure>,
] extends [never, never]
  ? true
  : { withoutRoles: Exclude<Procedure, Act>; withoutProcedure: Exclude<Act, Procedure> } = true;
